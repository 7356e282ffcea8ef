# Who Segue is to the endpoints it pushes to: let this account in there.
resource "google_service_account" "push" {
  count = length(local.push_subscriptions) > 0 ? 1 : 0

  project      = var.project_id
  account_id   = "segue-push"
  display_name = "Segue: pushes segment changes to subscribers"

  depends_on = [google_project_service.main]
}

resource "google_service_account_iam_member" "push_tokens" {
  count = length(local.push_subscriptions) > 0 ? 1 : 0

  service_account_id = google_service_account.push[0].name
  role               = "roles/iam.serviceAccountOpenIdTokenCreator"
  member             = google_project_service_identity.main["pubsub"].member
}
