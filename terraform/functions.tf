locals {
  # The settings that the code reads, the same for each function. Known before anything is made.
  environment = merge(
    var.environment,
    {
      GOOGLE_CLOUD_PROJECT    = var.project_id
      SEGUE_DATABASE          = var.database.name
      SEGUE_SEGMENTS          = local.segments
      SEGUE_TOPIC             = local.topic
      SEGUE_DEAD_LETTER_TOPIC = local.dead_letter_topic
    },
    var.log_ignored == 100 ? {} : { SEGUE_LOG_IGNORED = tostring(var.log_ignored) },
    var.rules_file == null ? {} : { SEGUE_RULES = "${local.rules_folder}/${local.rules_name}" },
  )

  # This variable replaces the platform's options, heap limit included; so that comes first. The others
  # shorten a start: docs/performance.md has figures. The build makes the jar; a JVM that does not find it
  # starts without it, and later.
  java_tool_options = "-XX:MaxRAMPercentage=70 -Xmn32m -XX:MetaspaceSize=64m -XX:TieredStopAtLevel=1 -Xbootclasspath/a:target/boot/segue-boot.jar -Djdk.reflect.useNativeAccessorOnly=true"

  trigger_region = coalesce(var.trigger_region, local.database_location)

  # What each function is, besides its size.
  purposes = {
    find_members = {
      account     = "reader"
      description = "Answers who is in a segment, and why"
      entry_point = "dev.segue.FindMembers"
    }
    segment_user = {
      account     = "function"
      description = "Recomputes a user's segment when the user document changes"
      entry_point = "dev.segue.SegmentUser"
    }
    sweep = {
      account     = "function"
      description = "Publishes pending changes, moves users who move by time alone, and recomputes users on request"
      entry_point = "dev.segue.Sweep"
    }
  }

  # The first and the last shard of each job of the sweep.
  sweep_shards = [for job in range(var.sweep.jobs) : [job * 32 / var.sweep.jobs, (job + 1) * 32 / var.sweep.jobs - 1]]

  functions = { for key, it in local.purposes : key => merge(it, local.sizes[key]) if local.sizes[key].enabled }

  # The repository stays if the image that runs is in it.
  keeps_builds = var.build_from_source || try(startswith(var.image, "${var.region}-docker.pkg.dev/${var.project_id}/${local.segue}/"), false)

  # The functions that are called and watched: from the image, if there is one.
  live = merge(
    { for key, it in google_cloudfunctions2_function.main : key => { name = it.name, uri = it.service_config[0].uri } },
    { for key, it in google_cloud_run_v2_service.main : key => { name = it.name, uri = it.uri } },
  )
}

module "build" {
  source = "./modules/build"
  count  = local.keeps_builds ? 1 : 0

  bucket          = var.build.bucket
  bucket_name     = local.source_bucket
  builder         = try(local.accounts["builder"].member, null)
  create_iam      = var.create_iam
  kms_key_name    = local.kms_keys.region
  labels          = local.labels
  name            = local.segue
  project_id      = local.project_id
  project_number  = data.google_project.main.number
  region          = var.region
  repository_only = !var.build_from_source
}

# The functions, built from source.
resource "google_cloudfunctions2_function" "main" {
  #checkov:skip=CKV_GCP_124:IAM decides who may call; `ingress` closes a function to the internet. SegmentUser is internal.
  for_each = { for key, it in local.functions : key => it if var.build_from_source }

  project      = var.project_id
  location     = var.region
  name         = local.source_names[each.key]
  description  = each.value.description
  kms_key_name = local.kms_keys.region
  labels       = local.labels

  build_config {
    runtime           = var.runtime
    entry_point       = each.value.entry_point
    service_account   = local.accounts["builder"].name
    docker_repository = module.build[0].repository
    worker_pool       = var.build.worker_pool

    source {
      storage_source {
        bucket = module.build[0].archive.bucket
        object = module.build[0].archive.object
      }
    }
  }

  service_config {
    available_cpu                    = each.value.cpu
    available_memory                 = each.value.memory
    binary_authorization_policy      = var.binary_authorization
    environment_variables            = merge(local.environment, { JAVA_TOOL_OPTIONS = trimspace("${local.java_tool_options} ${each.value.java_options}") })
    ingress_settings                 = each.value.ingress
    max_instance_count               = each.value.max_instances
    max_instance_request_concurrency = each.value.concurrency
    min_instance_count               = each.value.min_instances
    service_account_email            = local.accounts[each.value.account].email
    timeout_seconds                  = each.value.timeout_seconds

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

  # Without these a function fails its first deliveries.
  depends_on = [
    google_project_iam_member.main,
    google_pubsub_topic_iam_member.main,
    google_secret_manager_secret_iam_member.main,
    time_sleep.grants,
  ]
}

# Jobs for each way, named after the function that they call, so that no job calls a function that is gone, and after their first shard.
resource "google_cloud_scheduler_job" "sweep" {
  for_each = merge([
    for way, name in { image = local.service_names.sweep, source = local.source_names.sweep } :
    { for shards in local.sweep_shards : shards[0] == 0 ? way : "${way} ${shards[0]}" => { name = shards[0] == 0 ? name : "${name}-${shards[0]}", shards = shards } }
    if(way == "image") == (var.image != null)
  ]...)

  project          = var.project_id
  region           = var.region
  name             = each.value.name
  description      = "Publishes pending changes, and moves users who move by time alone"
  schedule         = "*/${var.sweep.every_minutes} * * * *"
  time_zone        = "Etc/UTC"
  attempt_deadline = "${local.functions.sweep.timeout_seconds}s"

  http_target {
    http_method = "POST"
    uri         = local.live["sweep"].uri
    headers     = { "Content-Type" = "application/json" }
    body        = base64encode(jsonencode({ shards = each.value.shards }))

    oidc_token {
      service_account_email = local.accounts["scheduler"].email
      audience              = local.live["sweep"].uri
    }
  }

  retry_config {
    retry_count          = 3
    min_backoff_duration = "5s"
    max_backoff_duration = "20s"
  }

  depends_on = [google_cloud_run_v2_service_iam_member.caller, google_service_account_iam_member.tokens]
}
