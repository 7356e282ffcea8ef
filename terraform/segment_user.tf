resource "google_cloudfunctions2_function" "segment_user" {
  project      = var.project_id
  location     = var.region
  name         = "segment-user"
  description  = "Recomputes a user's segment when the user document changes"
  kms_key_name = var.kms_key
  labels       = local.labels

  build_config {
    runtime           = var.runtime
    entry_point       = "dev.segue.SegmentUser"
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
    available_cpu                    = var.segment_user.cpu
    available_memory                 = var.segment_user.memory
    environment_variables            = merge(local.environment, { JAVA_TOOL_OPTIONS = trimspace("${local.java_tool_options} ${var.segment_user.java_options}") })
    ingress_settings                 = "ALLOW_INTERNAL_ONLY"
    max_instance_count               = var.segment_user.max_instances
    max_instance_request_concurrency = var.segment_user.concurrency
    min_instance_count               = var.segment_user.min_instances
    service_account_email            = google_service_account.function.email
    timeout_seconds                  = var.segment_user.timeout_seconds

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

  event_trigger {
    event_type            = "google.cloud.firestore.document.v1.written"
    retry_policy          = "RETRY_POLICY_RETRY"
    service_account_email = google_service_account.trigger.email
    trigger_region        = coalesce(var.trigger_region, local.database_location)

    event_filters {
      attribute = "database"
      value     = local.database
    }

    event_filters {
      attribute = "document"
      value     = "${var.collections.users}/{userId}"
      operator  = "match-path-pattern"
    }
  }

  depends_on = [
    google_project_iam_member.function_firestore,
    google_pubsub_topic_iam_member.function_publishes_changes,
    google_pubsub_topic_iam_member.function_publishes_dead_letters,
    google_secret_manager_secret_iam_member.function_rules,
    time_sleep.grants,
  ]
}

resource "google_service_account" "trigger" {
  project      = var.project_id
  account_id   = "segue-trigger"
  display_name = "Segue: delivers Firestore's events to the function"

  depends_on = [google_project_service.main]
}

# Eventarc knows this role on the project only.
resource "google_project_iam_member" "trigger" {
  project = var.project_id
  role    = "roles/eventarc.eventReceiver"
  member  = google_service_account.trigger.member
}

resource "google_service_account_iam_member" "trigger_tokens" {
  service_account_id = google_service_account.trigger.name
  role               = "roles/iam.serviceAccountOpenIdTokenCreator"
  member             = google_project_service_identity.main["pubsub"].member
}

resource "google_cloud_run_v2_service_iam_member" "trigger" {
  project  = var.project_id
  location = var.region
  name     = google_cloudfunctions2_function.segment_user.name
  role     = "roles/run.invoker"
  member   = google_service_account.trigger.member
}
