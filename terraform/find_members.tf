resource "google_cloudfunctions2_function" "find_members" {
  #checkov:skip=CKV_GCP_124:People and tools ask from where they are; IAM decides who may, and by default nobody.
  count = var.find_members == null ? 0 : 1

  project      = var.project_id
  location     = var.region
  name         = "segue-find-members"
  description  = "Answers who is in a segment, and why"
  kms_key_name = var.kms_key
  labels       = local.labels

  build_config {
    runtime           = var.runtime
    entry_point       = "dev.segue.FindMembers"
    service_account   = google_service_account.builder.id
    docker_repository = google_artifact_registry_repository.images.id

    source {
      storage_source {
        bucket = google_storage_bucket.source.name
        object = google_storage_bucket_object.source.name
      }
    }
  }

  service_config {
    available_cpu                    = var.find_members.cpu
    available_memory                 = var.find_members.memory
    environment_variables            = merge(local.environment, { JAVA_TOOL_OPTIONS = trimspace("${local.java_tool_options} ${var.find_members.java_options}") })
    ingress_settings                 = "ALLOW_ALL"
    max_instance_count               = var.find_members.max_instances
    max_instance_request_concurrency = var.find_members.concurrency
    min_instance_count               = var.find_members.min_instances
    service_account_email            = google_service_account.reader[0].email
    timeout_seconds                  = var.find_members.timeout_seconds

    dynamic "secret_volumes" {
      for_each = google_secret_manager_secret_version.rules

      content {
        mount_path = local.rules_folder
        project_id = var.project_id
        secret     = google_secret_manager_secret.rules[0].secret_id

        versions {
          path    = local.rules_name
          version = secret_volumes.value.version
        }
      }
    }
  }

  depends_on = [
    google_project_iam_member.reader_firestore,
    google_secret_manager_secret_iam_member.reader_rules,
    time_sleep.grants,
  ]
}

resource "google_service_account" "reader" {
  count = var.find_members == null ? 0 : 1

  project      = var.project_id
  account_id   = "segue-reader"
  display_name = "Segue: reads segments, writes nothing"

  depends_on = [google_project_service.main]
}

resource "google_project_iam_member" "reader_firestore" {
  count = var.find_members == null ? 0 : 1

  project = var.project_id
  role    = "roles/datastore.viewer"
  member  = google_service_account.reader[0].member

  condition {
    title       = "segue_database"
    description = "Only the database with the segments"
    expression  = "resource.name == \"${local.database_resource}\""
  }
}

resource "google_cloud_run_v2_service_iam_member" "find_members" {
  for_each = var.find_members == null ? toset([]) : var.find_members.readers

  project  = var.project_id
  location = var.region
  name     = google_cloudfunctions2_function.find_members[0].name
  role     = "roles/run.invoker"
  member   = each.value
}

resource "google_secret_manager_secret_iam_member" "reader_rules" {
  count = var.find_members == null || var.rules_file == null ? 0 : 1

  project   = var.project_id
  secret_id = google_secret_manager_secret.rules[0].secret_id
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.reader[0].member
}
