# Reading the project's number, and every grant on the project, goes through this API.
resource "google_project_service" "resource_manager" {
  project            = var.project_id
  service            = "cloudresourcemanager.googleapis.com"
  disable_on_destroy = false
}

data "google_project" "main" {
  project_id = var.project_id

  depends_on = [google_project_service.resource_manager]
}

locals {
  services = concat(
    [
      "cloudscheduler.googleapis.com",
      "eventarc.googleapis.com",
      "firestore.googleapis.com",
      "iam.googleapis.com",
      "logging.googleapis.com",
      "monitoring.googleapis.com",
      "pubsub.googleapis.com",
      "run.googleapis.com",
    ],
    length(local.bigquery_subscriptions) > 0 ? ["bigquery.googleapis.com"] : [],
    local.from_source ? ["cloudbuild.googleapis.com", "cloudfunctions.googleapis.com"] : [],
    local.from_source || var.backfill != null || length(local.storage_subscriptions) > 0 ? ["storage.googleapis.com"] : [],
    local.keeps_images ? ["artifactregistry.googleapis.com"] : [],
    var.backfill == null ? [] : ["compute.googleapis.com", "dataflow.googleapis.com"],
    var.rules_file == null && length(var.secrets) == 0 ? [] : ["secretmanager.googleapis.com"],
    var.vpc == null ? [] : ["compute.googleapis.com"],
  )
}

# Others in the project may use these APIs: they stay on when Segue goes.
resource "google_project_service" "main" {
  for_each = toset(local.services)

  project            = var.project_id
  service            = each.key
  disable_on_destroy = false
}
