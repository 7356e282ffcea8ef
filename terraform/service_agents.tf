# Asked for by name, because Google makes an agent some time after its API is on, and a grant to an
# agent that does not exist yet fails. An agent that is asked for gets no roles by itself.
resource "google_project_service_identity" "main" {
  for_each = toset(["cloudscheduler", "eventarc", "pubsub"])
  provider = google-beta

  project = var.project_id
  service = google_project_service.main["${each.key}.googleapis.com"].service
}

resource "google_project_iam_member" "eventarc_agent" {
  #checkov:skip=CKV_GCP_49:The member is Google's own agent, which has this role wherever Eventarc is used.
  count = var.grant_eventarc_agent ? 1 : 0

  project = var.project_id
  role    = "roles/eventarc.serviceAgent"
  member  = google_project_service_identity.main["eventarc"].member
}

# A trigger that is made before its agent's role has spread is refused.
resource "time_sleep" "grants" {
  create_duration = "90s"

  depends_on = [
    google_project_iam_member.eventarc_agent,
    google_project_iam_member.trigger,
    google_service_account_iam_member.trigger_tokens,
  ]
}
