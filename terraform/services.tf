# The functions as services of one image, where `image` names one.
locals {
  # The functions that are called and watched, either way.
  live = merge(
    { for key, it in google_cloudfunctions2_function.main : key => { name = it.name, uri = it.service_config[0].uri } },
    { for key, it in google_cloud_run_v2_service.main : key => { name = it.name, uri = it.uri } },
  )
}

resource "google_cloud_run_v2_service" "main" {
  #checkov:skip=CKV_GCP_124:As of the functions from source.
  for_each = { for key, it in local.functions : key => it if var.image != null }

  project             = var.project_id
  location            = var.region
  name                = local.service_names[each.key]
  description         = each.value.description
  labels              = local.labels
  ingress             = { ALLOW_ALL = "INGRESS_TRAFFIC_ALL", ALLOW_INTERNAL_ONLY = "INGRESS_TRAFFIC_INTERNAL_ONLY" }[each.value.ingress]
  deletion_protection = false

  template {
    labels                           = local.labels
    max_instance_request_concurrency = each.value.size.concurrency
    service_account                  = local.accounts[each.value.account].email
    timeout                          = "${each.value.size.timeout_seconds}s"

    containers {
      image = var.image
      args  = [element(split(".", each.value.entry_point), -1)]

      # JAVA_TOOL_OPTIONS comes before the image's own options, which include what its cache was trained with.
      dynamic "env" {
        for_each = merge(local.environment, each.value.size.java_options == "" ? {} : { JAVA_TOOL_OPTIONS = each.value.size.java_options })

        content {
          name  = env.key
          value = env.value
        }
      }

      dynamic "env" {
        for_each = local.secrets

        content {
          name = env.key

          value_source {
            secret_key_ref {
              secret  = "projects/${env.value.project}/secrets/${env.value.secret}"
              version = env.value.version
            }
          }
        }
      }

      ports {
        container_port = 8080
      }

      resources {
        cpu_idle          = true
        startup_cpu_boost = true
        limits            = { cpu = each.value.size.cpu, memory = each.value.size.memory }
      }

      # The port opens once the function is warm, and not before.
      startup_probe {
        failure_threshold = 30
        period_seconds    = 1
        timeout_seconds   = 1

        tcp_socket {
          port = 8080
        }
      }

      dynamic "volume_mounts" {
        for_each = google_secret_manager_secret_version.rules

        content {
          name       = "rules"
          mount_path = local.rules_folder
        }
      }
    }

    scaling {
      max_instance_count = each.value.size.max_instances
      min_instance_count = each.value.size.min_instances
    }

    dynamic "volumes" {
      for_each = google_secret_manager_secret_version.rules

      content {
        name = "rules"

        secret {
          secret = google_secret_manager_secret.rules[0].id

          items {
            path    = local.rules_name
            version = volumes.value.version
          }
        }
      }
    }

    dynamic "vpc_access" {
      for_each = var.vpc == null ? [] : [var.vpc]

      content {
        connector = vpc_access.value.connector
        egress    = vpc_access.value.egress

        dynamic "network_interfaces" {
          for_each = vpc_access.value.connector == null ? [vpc_access.value] : []

          content {
            network    = network_interfaces.value.network
            subnetwork = network_interfaces.value.subnetwork
            tags       = network_interfaces.value.tags
          }
        }
      }
    }
  }

  # As of the functions from source.
  depends_on = [
    google_project_iam_member.function_firestore,
    google_project_iam_member.reader_firestore,
    google_pubsub_topic_iam_member.function_publishes_changes,
    google_pubsub_topic_iam_member.function_publishes_dead_letters,
    google_secret_manager_secret_iam_member.environment,
    google_secret_manager_secret_iam_member.rules,
    time_sleep.grants,
  ]
}

# Without a retry policy Eventarc retries for 24 hours; one that it is given can only make that less.
resource "google_eventarc_trigger" "main" {
  count = var.image == null ? 0 : 1

  project                 = var.project_id
  location                = local.trigger_region
  name                    = local.service_names.segment_user
  labels                  = local.labels
  service_account         = local.accounts["trigger"].email
  event_data_content_type = "application/protobuf"

  matching_criteria {
    attribute = "type"
    value     = "google.cloud.firestore.document.v1.written"
  }

  matching_criteria {
    attribute = "database"
    value     = local.database
  }

  matching_criteria {
    attribute = "document"
    value     = local.segment_user.document
    operator  = "match-path-pattern"
  }

  destination {
    cloud_run_service {
      region  = var.region
      service = google_cloud_run_v2_service.main["segment_user"].name
    }
  }

  # A trigger whose service refuses it loses nothing, but fills the log.
  depends_on = [google_cloud_run_v2_service_iam_member.service]
}

# By its id, which a replaced service of the same name has anew, so that its callers follow it.
resource "google_cloud_run_v2_service_iam_member" "service" {
  for_each = {
    for key, it in merge(
      { "segment_user trigger" = { function = "segment_user", member = local.accounts["trigger"].member } },
      { for caller, member in local.sweep_callers : "sweep ${caller}" => { function = "sweep", member = member } },
      { for reader in try(var.find_members.readers, []) : "find_members ${reader}" => { function = "find_members", member = reader } },
    ) : key => it if var.image != null
  }

  project  = var.project_id
  location = var.region
  name     = google_cloud_run_v2_service.main[each.value.function].id
  role     = "roles/run.invoker"
  member   = each.value.member
}
