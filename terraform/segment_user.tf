locals {
  trigger_region = coalesce(var.trigger_region, local.database_location)

  segment_user = {
    account     = "function"
    description = "Recomputes a user's segment when the user document changes"
    document    = "${local.collections.users}/{userId}"
    entry_point = "dev.segue.SegmentUser"
    ingress     = "ALLOW_INTERNAL_ONLY"
    size        = var.segment_user
  }
}

# SegmentUser and Sweep do the same work, so they are the same identity.
resource "google_project_iam_member" "function_firestore" {
  project = var.project_id
  role    = "roles/datastore.user"
  member  = local.accounts["function"].member

  condition {
    title       = "segue_database"
    description = "Only the database with the users"
    expression  = "resource.name == \"${local.database_resource}\""
  }
}

# Eventarc knows this role on the project only.
resource "google_project_iam_member" "trigger" {
  project = var.project_id
  role    = "roles/eventarc.eventReceiver"
  member  = local.accounts["trigger"].member
}

resource "google_service_account_iam_member" "trigger_tokens" {
  service_account_id = local.accounts["trigger"].name
  role               = "roles/iam.serviceAccountOpenIdTokenCreator"
  member             = google_project_service_identity.main["pubsub"].member
}

resource "google_cloud_run_v2_service_iam_member" "trigger" {
  count = length(google_cloudfunctions2_function.main) > 0 ? 1 : 0

  project  = var.project_id
  location = var.region
  name     = google_cloudfunctions2_function.main["segment_user"].name
  role     = "roles/run.invoker"
  member   = local.accounts["trigger"].member

  # Replaced under the same name, a function has lost its callers.
  lifecycle {
    replace_triggered_by = [google_cloudfunctions2_function.main["segment_user"].id]
  }
}

moved {
  from = google_cloud_run_v2_service_iam_member.trigger
  to   = google_cloud_run_v2_service_iam_member.trigger[0]
}
