locals {
  # Each service encrypts as itself; these are the ones that hold something of Segue's.
  kms_agents = var.kms_key == null ? {} : merge(
    {
      artifact_registry = "service-${data.google_project.main.number}@gcp-sa-artifactregistry.iam.gserviceaccount.com"
      cloud_functions   = "service-${data.google_project.main.number}@gcf-admin-robot.iam.gserviceaccount.com"
      cloud_run         = "service-${data.google_project.main.number}@serverless-robot-prod.iam.gserviceaccount.com"
      cloud_storage     = data.google_storage_project_service_account.main[0].email_address
      pub_sub           = google_project_service_identity.main["pubsub"].email
    },
    length(local.bigquery_subscriptions) > 0 ? {
      bigquery = data.google_bigquery_default_service_account.main[0].email
    } : {},
    var.database.create ? {
      firestore = google_project_service_identity.encryption["firestore"].email
    } : {},
    var.rules_file == null ? {} : {
      secret_manager = google_project_service_identity.encryption["secretmanager"].email
    },
  )
}

resource "google_project_service_identity" "encryption" {
  for_each = var.kms_key == null ? [] : toset(concat(
    ["artifactregistry"],
    var.database.create ? ["firestore"] : [],
    var.rules_file == null ? [] : ["secretmanager"],
  ))
  provider = google-beta

  project = var.project_id
  service = google_project_service.main["${each.key}.googleapis.com"].service
}

# Asking for these two makes them, where they are not there yet.
data "google_storage_project_service_account" "main" {
  count = var.kms_key == null ? 0 : 1

  project = google_project_service.main["storage.googleapis.com"].project
}

data "google_bigquery_default_service_account" "main" {
  count = var.kms_key == null || length(local.bigquery_subscriptions) == 0 ? 0 : 1

  project = google_project_service.main["bigquery.googleapis.com"].project
}

resource "google_kms_crypto_key_iam_member" "agent" {
  for_each = local.kms_agents

  crypto_key_id = var.kms_key
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = "serviceAccount:${each.value}"

  depends_on = [google_project_service.main, google_project_service_identity.encryption]
}
