locals {
  # The settings that the code reads, the same for every function. Known before anything is made,
  # so that `terraform console` can tell them to who wants to run the code as it will run.
  environment = merge(
    var.environment,
    {
      GOOGLE_CLOUD_PROJECT    = var.project_id
      SEGUE_DATABASE          = var.database.name
      SEGUE_USERS             = local.collections.users
      SEGUE_SEGMENTS          = local.collections.segments
      SEGUE_TOPIC             = local.topic
      SEGUE_DEAD_LETTER_TOPIC = local.dead_letter_topic
    },
    var.rules_file == null ? {} : { SEGUE_RULES = "${local.rules_folder}/${local.rules_name}" },
  )

  # Set at all, this variable replaces the platform's, heap limit included; so that comes first. The
  # others make a start shorter and memory smaller: docs/performance.md has what each does. The jar is
  # made by the build; a JVM that does not find it goes on without, and starts later.
  java_tool_options = "-XX:MaxRAMPercentage=70 -Xmn32m -XX:MetaspaceSize=64m -XX:TieredStopAtLevel=1 -Xbootclasspath/a:target/boot/segue-boot.jar -Djdk.reflect.useNativeAccessorOnly=true"

  functions = merge(
    { segment_user = local.segment_user, sweep = local.sweep },
    var.find_members == null ? {} : { find_members = local.find_members },
  )
}

resource "google_cloudfunctions2_function" "main" {
  #checkov:skip=CKV_GCP_124:Operators and readers call from where they are; IAM decides who may. SegmentUser is internal.
  for_each = { for key, it in local.functions : key => it if local.from_source }

  project     = var.project_id
  location    = var.region
  name        = local.source_names[each.key]
  description = each.value.description
  labels      = local.labels

  build_config {
    runtime           = var.runtime
    entry_point       = each.value.entry_point
    service_account   = local.accounts["builder"].name
    docker_repository = google_artifact_registry_repository.images[0].id
    worker_pool       = var.build.worker_pool

    source {
      storage_source {
        bucket = local.bucket
        object = google_storage_bucket_object.source[0].name
      }
    }
  }

  service_config {
    available_cpu                    = each.value.size.cpu
    available_memory                 = each.value.size.memory
    environment_variables            = merge(local.environment, { JAVA_TOOL_OPTIONS = trimspace("${local.java_tool_options} ${each.value.size.java_options}") })
    ingress_settings                 = each.value.ingress
    max_instance_count               = each.value.size.max_instances
    max_instance_request_concurrency = each.value.size.concurrency
    min_instance_count               = each.value.size.min_instances
    service_account_email            = local.accounts[each.value.account].email
    timeout_seconds                  = each.value.size.timeout_seconds

    vpc_connector                 = try(var.vpc.connector, null)
    vpc_connector_egress_settings = try(var.vpc.connector, null) == null ? null : var.vpc.egress
    direct_vpc_egress             = try(var.vpc.connector, null) != null || var.vpc == null ? null : "VPC_EGRESS_${var.vpc.egress}"

    dynamic "direct_vpc_network_interface" {
      for_each = try(var.vpc.connector, null) != null || var.vpc == null ? [] : [var.vpc]

      content {
        network    = direct_vpc_network_interface.value.network
        subnetwork = direct_vpc_network_interface.value.subnetwork
        tags       = direct_vpc_network_interface.value.tags
      }
    }

    dynamic "secret_environment_variables" {
      for_each = local.secrets

      content {
        key        = secret_environment_variables.key
        project_id = secret_environment_variables.value.project
        secret     = secret_environment_variables.value.secret
        version    = secret_environment_variables.value.version
      }
    }

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

  dynamic "event_trigger" {
    for_each = each.value.document == null ? [] : [each.value.document]

    content {
      event_type            = "google.cloud.firestore.document.v1.written"
      retry_policy          = "RETRY_POLICY_RETRY"
      service_account_email = local.accounts["trigger"].email
      trigger_region        = local.trigger_region

      event_filters {
        attribute = "database"
        value     = local.database
      }

      event_filters {
        attribute = "document"
        value     = event_trigger.value
        operator  = "match-path-pattern"
      }
    }
  }

  # A function that cannot do its work yet would fail its first deliveries.
  depends_on = [
    google_project_iam_member.function_firestore,
    google_project_iam_member.reader_firestore,
    google_pubsub_topic_iam_member.function_publishes_changes,
    google_pubsub_topic_iam_member.function_publishes_dead_letters,
    google_secret_manager_secret_iam_member.environment,
    google_secret_manager_secret_iam_member.rules,
    time_sleep.builder_grants,
    time_sleep.grants,
  ]
}

moved {
  from = google_cloudfunctions2_function.segment_user
  to   = google_cloudfunctions2_function.main["segment_user"]
}

moved {
  from = google_cloudfunctions2_function.sweep
  to   = google_cloudfunctions2_function.main["sweep"]
}

moved {
  from = google_cloudfunctions2_function.find_members[0]
  to   = google_cloudfunctions2_function.main["find_members"]
}
