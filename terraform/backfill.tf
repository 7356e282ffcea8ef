locals {
  backfill_files     = one(google_storage_bucket.backfill[*].name)
  backfill_operators = toset(try(var.backfill.operators, []))

  # The program that an operator starts reads, writes and publishes as workers do.
  backfill_members = var.backfill == null ? {} : merge(
    { workers = local.accounts["backfill"].member },
    { for it in local.backfill_operators : it => it },
  )
}

resource "google_storage_bucket" "backfill" {
  #checkov:skip=CKV_GCP_62:Its files are gone after some days, and so would be what a log tells of.
  #checkov:skip=CKV_GCP_78:Deleted ids of users shall be gone.
  count = var.backfill == null ? 0 : 1

  project                     = var.project_id
  name                        = local.backfill_bucket
  location                    = local.backfill_location
  labels                      = local.labels
  force_destroy               = true
  public_access_prevention    = "enforced"
  uniform_bucket_level_access = true

  soft_delete_policy {
    retention_duration_seconds = 0
  }

  lifecycle_rule {
    condition {
      age = var.backfill.keep_days
    }

    action {
      type = "Delete"
    }
  }

  depends_on = [google_project_service.main]
}

# Beam looks at the bucket before it starts a job; roles for objects do not allow that.
resource "google_storage_bucket_iam_member" "backfill_looks" {
  for_each = local.backfill_members

  bucket = local.backfill_files
  role   = "roles/storage.legacyBucketReader"
  member = each.value
}

resource "google_storage_bucket_iam_member" "backfill_writes" {
  for_each = local.backfill_members

  bucket = local.backfill_files
  role   = "roles/storage.objectAdmin"
  member = each.value
}

resource "google_project_iam_member" "backfill_firestore" {
  for_each = local.backfill_members

  project = var.project_id
  role    = "roles/datastore.user"
  member  = each.value

  condition {
    title       = "segue_database"
    description = "Only the database with the users"
    expression  = "resource.name == \"${local.database_resource}\""
  }
}

resource "google_pubsub_topic_iam_member" "backfill_publishes_changes" {
  for_each = local.backfill_members

  project = var.project_id
  topic   = google_pubsub_topic.changes.name
  role    = "roles/pubsub.publisher"
  member  = each.value

  lifecycle {
    replace_triggered_by = [google_pubsub_topic.changes.id]
  }
}

# Dataflow's roles are known on the project only.
resource "google_project_iam_member" "backfill_worker" {
  count = var.backfill == null ? 0 : 1

  project = var.project_id
  role    = "roles/dataflow.worker"
  member  = local.accounts["backfill"].member
}

resource "google_project_iam_member" "backfill_operator" {
  #checkov:skip=CKV_GCP_49:Dataflow knows it on the project only; who may act as the worker is granted below.
  for_each = local.backfill_operators

  project = var.project_id
  role    = "roles/dataflow.developer"
  member  = each.key
}

resource "google_service_account_iam_member" "backfill_operator" {
  for_each = local.backfill_operators

  service_account_id = local.accounts["backfill"].name
  role               = "roles/iam.serviceAccountUser"
  member             = each.key
}
