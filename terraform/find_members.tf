locals {
  find_members = {
    account     = "reader"
    description = "Answers who is in a segment, and why"
    document    = null
    entry_point = "dev.segue.FindMembers"
    ingress     = "ALLOW_ALL"
    size        = var.find_members
  }
}

resource "google_project_iam_member" "reader_firestore" {
  count = var.find_members == null ? 0 : 1

  project = var.project_id
  role    = "roles/datastore.viewer"
  member  = local.accounts["reader"].member

  condition {
    title       = "segue_database"
    description = "Only the database with the segments"
    expression  = "resource.name == \"${local.database_resource}\""
  }
}

resource "google_cloud_run_v2_service_iam_member" "find_members" {
  for_each = contains(keys(google_cloudfunctions2_function.main), "find_members") ? var.find_members.readers : toset([])

  project  = var.project_id
  location = var.region
  name     = google_cloudfunctions2_function.main["find_members"].name
  role     = "roles/run.invoker"
  member   = each.value

  lifecycle {
    replace_triggered_by = [google_cloudfunctions2_function.main["find_members"].id]
  }
}
