# APIs, and Google's agents, which these APIs make.
locals {
  services = toset(concat(
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
    length(local.bigquery_tables) > 0 ? ["bigquery.googleapis.com"] : [],
    var.build_from_source ? ["cloudbuild.googleapis.com", "cloudfunctions.googleapis.com"] : [],
    var.build_from_source || var.backfill != null || anytrue([for it in values(var.subscriptions) : it.storage != null]) ? ["storage.googleapis.com"] : [],
    local.keeps_builds || local.mirrored ? ["artifactregistry.googleapis.com"] : [],
    var.backfill == null ? [] : ["compute.googleapis.com", "dataflow.googleapis.com"],
    var.rules_file == null && length(var.secrets) == 0 ? [] : ["secretmanager.googleapis.com"],
    var.vpc == null ? [] : ["compute.googleapis.com"],
    var.binary_authorization == null ? [] : ["binaryauthorization.googleapis.com"],
    length(local.key_agents) == 0 ? [] : ["cloudkms.googleapis.com"],
  ))

  # Each project has these agents, once their API is on. The names are Google's.
  agent_emails = {
    for name, domain in {
      artifactregistry = "gcp-sa-artifactregistry"
      cloudfunctions   = "gcf-admin-robot"
      cloudscheduler   = "gcp-sa-cloudscheduler"
      compute          = "compute-system"
      dataflow         = "dataflow-service-producer-prod"
      eventarc         = "gcp-sa-eventarc"
      firestore        = "gcp-sa-firestore"
      pubsub           = "gcp-sa-pubsub"
      run              = "serverless-robot-prod"
      secretmanager    = "gcp-sa-secretmanager"
      storage          = "gs-project-accounts"
    } : name => "service-${data.google_project.main.number}@${domain}.iam.gserviceaccount.com"
  }

  # Members, once their agents exist. Those of BigQuery, Compute Engine and Cloud Storage cannot be asked for.
  agents = merge(
    { for name, email in local.agent_emails : name => try(google_project_service_identity.main[name].member, "serviceAccount:${email}") },
    { bigquery = "serviceAccount:bq-${data.google_project.main.number}@bigquery-encryption.iam.gserviceaccount.com" },
  )

  requested_agents = setunion(["cloudscheduler", "eventarc", "pubsub"], setsubtract(local.key_agents, ["bigquery", "compute", "storage"]))

  # The project, once its APIs are on.
  project_id = length(google_project_service.main) >= 0 ? var.project_id : null
}

# Reading the project's number, and every grant on the project, goes through this API.
resource "google_project_service" "resource_manager" {
  count = var.enable_apis ? 1 : 0

  project            = var.project_id
  service            = "cloudresourcemanager.googleapis.com"
  disable_on_destroy = false
}

data "google_project" "main" {
  project_id = var.project_id

  depends_on = [google_project_service.resource_manager]
}

# Others in the project may use these APIs: they stay on when Segue goes.
resource "google_project_service" "main" {
  for_each = var.enable_apis ? local.services : toset([])

  project            = var.project_id
  service            = each.key
  disable_on_destroy = false
}

# Google makes an agent some time after its API is on, and refuses a grant to an agent that does not exist.
resource "google_project_service_identity" "main" {
  for_each = var.enable_apis ? local.requested_agents : toset([])
  provider = google-beta

  project = var.project_id
  service = google_project_service.main["${each.key}.googleapis.com"].service
}
