resource "google_cloudfunctions2_function" "sweep" {
  #checkov:skip=CKV_GCP_124:Operators repair from where they are; IAM decides who may.
  project      = var.project_id
  location     = var.region
  name         = "segue-sweep"
  description  = "Publishes what was left unpublished, and recomputes users on request"
  kms_key_name = var.kms_key
  labels       = local.labels

  build_config {
    runtime           = var.runtime
    entry_point       = "dev.segue.Sweep"
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
    available_cpu                    = var.sweep.cpu
    available_memory                 = var.sweep.memory
    environment_variables            = merge(local.environment, { JAVA_TOOL_OPTIONS = trimspace("${local.java_tool_options} ${var.sweep.java_options}") })
    ingress_settings                 = "ALLOW_ALL"
    max_instance_count               = var.sweep.max_instances
    max_instance_request_concurrency = var.sweep.concurrency
    min_instance_count               = var.sweep.min_instances
    service_account_email            = google_service_account.function.email
    timeout_seconds                  = var.sweep.timeout_seconds

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
    google_project_iam_member.function_firestore,
    google_pubsub_topic_iam_member.function_publishes_changes,
    google_secret_manager_secret_iam_member.function_rules,
    time_sleep.grants,
  ]
}

resource "google_cloud_run_v2_service_iam_member" "sweep" {
  for_each = merge(
    { scheduler = google_service_account.scheduler.member },
    { for operator in var.sweep.operators : operator => operator },
  )

  project  = var.project_id
  location = var.region
  name     = google_cloudfunctions2_function.sweep.name
  role     = "roles/run.invoker"
  member   = each.value
}

resource "google_service_account" "scheduler" {
  project      = var.project_id
  account_id   = "segue-scheduler"
  display_name = "Segue: calls the sweep"

  depends_on = [google_project_service.main]
}

resource "google_service_account_iam_member" "scheduler_tokens" {
  service_account_id = google_service_account.scheduler.name
  role               = "roles/iam.serviceAccountOpenIdTokenCreator"
  member             = google_project_service_identity.main["cloudscheduler"].member
}

resource "google_cloud_scheduler_job" "sweep" {
  project          = var.project_id
  region           = var.region
  name             = "segue-sweep"
  description      = "Publishes segment changes that were left unpublished"
  schedule         = "*/${var.sweep.every_minutes} * * * *"
  time_zone        = "Etc/UTC"
  attempt_deadline = "${var.sweep.timeout_seconds}s"

  http_target {
    http_method = "POST"
    uri         = google_cloudfunctions2_function.sweep.service_config[0].uri

    oidc_token {
      service_account_email = google_service_account.scheduler.email
      audience              = google_cloudfunctions2_function.sweep.service_config[0].uri
    }
  }

  retry_config {
    retry_count          = 3
    min_backoff_duration = "5s"
    max_backoff_duration = "20s"
  }

  depends_on = [google_cloud_run_v2_service_iam_member.sweep, google_service_account_iam_member.scheduler_tokens]
}
