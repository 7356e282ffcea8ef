# What ./segue plan and ./segue backfill need to run on Dataflow.
locals {
  # The program that an operator starts reads, writes and publishes as workers do.
  members = merge({ workers = var.account.member }, { for it in var.settings.operators : it => it })

  only_database = {
    title       = "segue_database"
    description = "Only the database with the users"
    expression  = "resource.name == \"${var.database}\""
  }

  # Google offers these roles on the project only.
  project_grants = merge(
    { for key, member in local.members : "${key} firestore" => { condition = local.only_database, member = member, role = "roles/datastore.user" } },
    { "workers dataflow" = { condition = null, member = var.account.member, role = "roles/dataflow.worker" } },
    { for it in var.settings.operators : "${it} dataflow" => { condition = null, member = it, role = "roles/dataflow.developer" } },
  )

  # Beam looks at the bucket before it starts a job, which no role for objects allows.
  bucket_grants = {
    for it in setproduct(keys(local.members), ["roles/storage.legacyBucketReader", "roles/storage.objectAdmin"]) :
    "${it[0]} ${it[1]}" => { member = local.members[it[0]], role = it[1] }
  }
}

resource "google_storage_bucket" "main" {
  #checkov:skip=CKV_GCP_62:Its files are deleted after some days; a log of who read them is Cloud Audit Logs' work.
  #checkov:skip=CKV_GCP_78:Deleted ids of users must be gone.
  project                     = var.project_id
  name                        = var.bucket_name
  location                    = coalesce(var.settings.location, var.region)
  labels                      = var.labels
  force_destroy               = true
  public_access_prevention    = "enforced"
  uniform_bucket_level_access = true

  dynamic "encryption" {
    for_each = var.kms_key_name == null ? [] : [var.kms_key_name]

    content {
      default_kms_key_name = encryption.value
    }
  }

  soft_delete_policy {
    retention_duration_seconds = 0
  }

  lifecycle_rule {
    condition {
      age = var.settings.keep_days
    }

    action {
      type = "Delete"
    }
  }
}

resource "google_storage_bucket_iam_member" "main" {
  for_each = { for key, it in local.bucket_grants : key => it if var.create_iam }

  bucket = google_storage_bucket.main.name
  role   = each.value.role
  member = each.value.member
}

resource "google_project_iam_member" "main" {
  #checkov:skip=CKV_GCP_49:Dataflow's roles exist on the project only; who may act as the worker is granted below.
  for_each = { for key, it in local.project_grants : key => it if var.create_iam }

  project = var.project_id
  role    = each.value.role
  member  = each.value.member

  dynamic "condition" {
    for_each = each.value.condition == null ? [] : [each.value.condition]

    content {
      title       = condition.value.title
      description = condition.value.description
      expression  = condition.value.expression
    }
  }
}

resource "google_pubsub_topic_iam_member" "changes" {
  for_each = { for key, member in local.members : key => member if var.create_iam }

  project = var.project_id
  topic   = var.topic_id
  role    = "roles/pubsub.publisher"
  member  = each.value
}

resource "google_service_account_iam_member" "operator" {
  for_each = var.create_iam ? var.settings.operators : toset([])

  service_account_id = var.account.name
  role               = "roles/iam.serviceAccountUser"
  member             = each.key
}
