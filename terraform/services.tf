# The functions as Cloud Run services of one image.
locals {
  # Cloud Run pulls from Artifact Registry and Docker Hub alone. An image on ghcr.io comes by way of a
  # repository that fetches and keeps it.
  mirrored = try(startswith(var.image, "ghcr.io/"), false)
  image    = local.mirrored ? replace(var.image, "ghcr.io/", "${var.region}-docker.pkg.dev/${var.project_id}/${one(google_artifact_registry_repository.mirror[*].repository_id)}/") : var.image

  ingress = {
    ALLOW_ALL               = "INGRESS_TRAFFIC_ALL"
    ALLOW_INTERNAL_AND_GCLB = "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"
    ALLOW_INTERNAL_ONLY     = "INGRESS_TRAFFIC_INTERNAL_ONLY"
  }
}

resource "google_artifact_registry_repository" "mirror" {
  #checkov:skip=CKV_GCP_84:kms_keys has a key for those who need one.
  count = local.mirrored ? 1 : 0

  project       = var.project_id
  location      = var.region
  repository_id = "${local.segue}-ghcr"
  description   = "Images from ghcr.io"
  format        = "DOCKER"
  kms_key_name  = local.kms_keys.region
  labels        = local.labels
  mode          = "REMOTE_REPOSITORY"

  remote_repository_config {
    description = "GitHub's registry"

    docker_repository {
      custom_repository {
        uri = "https://ghcr.io"
      }
    }
  }

  depends_on = [google_project_service.main]
}

resource "google_cloud_run_v2_service" "main" {
  for_each = { for key, it in local.functions : key => it if var.image != null }

  project             = var.project_id
  location            = var.region
  name                = local.service_names[each.key]
  description         = each.value.description
  labels              = local.labels
  ingress             = local.ingress[each.value.ingress]
  deletion_protection = false

  dynamic "binary_authorization" {
    for_each = var.binary_authorization == null ? [] : [var.binary_authorization]

    content {
      policy      = binary_authorization.value == "default" ? null : binary_authorization.value
      use_default = binary_authorization.value == "default" ? true : null
    }
  }

  template {
    encryption_key                   = local.kms_keys.region
    labels                           = local.labels
    max_instance_request_concurrency = each.value.concurrency
    service_account                  = local.accounts[each.value.account].email
    timeout                          = "${each.value.timeout_seconds}s"

    containers {
      image = local.image
      args  = [element(split(".", each.value.entry_point), -1)]

      # JAVA_TOOL_OPTIONS comes before the image's own options, with which its cache was trained.
      dynamic "env" {
        for_each = merge(local.environment, each.value.java_options == "" ? {} : { JAVA_TOOL_OPTIONS = each.value.java_options })

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
        limits            = { cpu = each.value.cpu, memory = each.value.memory }
      }

      # The port opens when the function is warm.
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
      max_instance_count = each.value.max_instances
      min_instance_count = each.value.min_instances
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

  # Without these a function fails its first deliveries.
  depends_on = [
    google_project_iam_member.main,
    google_pubsub_topic_iam_member.main,
    google_secret_manager_secret_iam_member.main,
    time_sleep.grants,
  ]
}

locals {
  # One for each path of the rules file and each service. Its name depends on the path, so that another path is another trigger.
  triggers = merge([
    for service in local.watched.segment_user : {
      for path in concat([local.users], values(local.documents)) : "${service}-${substr(sha256(path), 0, 8)}" => { path = path, service = service }
    }
  ]...)
}

# Without a retry policy Eventarc retries for 24 hours; a policy can only shorten that.
resource "google_eventarc_trigger" "main" {
  for_each = local.triggers

  project                 = var.project_id
  location                = local.trigger_region
  name                    = each.key
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
    value     = each.value.path
    operator  = "match-path-pattern"
  }

  destination {
    cloud_run_service {
      region  = var.region
      service = each.value.service
    }
  }

  # Deliveries without the grant are refused and retried, which fills the log.
  depends_on = [google_cloud_run_v2_service.main, google_cloud_run_v2_service_iam_member.caller, google_cloudfunctions2_function.main]
}
