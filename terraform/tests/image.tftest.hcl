# The functions from an image, and the minutes in which both ways are there.
mock_provider "archive" {
  source          = "./tests/mocks/archive"
  override_during = plan
}

mock_provider "google" {
  source          = "./tests/mocks/google"
  override_during = plan
}

mock_provider "google-beta" {
  source          = "./tests/mocks/google-beta"
  override_during = plan
}

mock_provider "time" {}

variables {
  project_id        = "acme-prod"
  build_from_source = false
  image             = "europe-docker.pkg.dev/acme-prod/segue/segue@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
}

run "from_an_image" {
  command = plan

  variables {
    environment = { TEAM = "growth" }
    functions = {
      find_members = { callers = ["group:support@example.com"], ingress = "ALLOW_INTERNAL_AND_GCLB" }
      segment_user = { cpu = "2", memory = "1Gi", concurrency = 32, timeout_seconds = 100, min_instances = 1, java_options = "-Xss512k" }
      sweep        = { callers = ["group:oncall@example.com"] }
    }
    rules_file = "../src/main/resources/segments.yaml"
    secrets    = { TOKEN = { secret = "token" } }
    vpc        = { network = "main", subnetwork = "functions" }
  }

  assert {
    condition     = length(google_cloudfunctions2_function.main) == 0 && length([for key in keys(google_cloud_run_v2_service_iam_member.caller) : key if startswith(key, "source ")]) == 0
    error_message = "With an image nothing is built from source."
  }

  assert {
    condition     = length(module.build) == 0 && !contains(keys(output.service_accounts), "builder")
    error_message = "With an image alone nothing is built."
  }

  assert {
    condition     = length(setintersection(keys(google_project_service.main), ["artifactregistry.googleapis.com", "cloudbuild.googleapis.com", "cloudfunctions.googleapis.com", "storage.googleapis.com"])) == 0
    error_message = "With an image no API is turned on that only a build from source calls."
  }

  assert {
    condition     = alltrue([for it in google_cloud_run_v2_service.main : it.template[0].containers[0].image == var.image]) && { for key, it in google_cloud_run_v2_service.main : key => it.template[0].containers[0].args[0] } == { find_members = "FindMembers", segment_user = "SegmentUser", sweep = "Sweep" }
    error_message = "One image, and an argument that says which function."
  }

  assert {
    condition = alltrue([
      for it in google_cloud_run_v2_service.main :
      it.template[0].containers[0].resources[0].startup_cpu_boost && it.template[0].containers[0].resources[0].cpu_idle && it.template[0].containers[0].startup_probe[0].tcp_socket[0].port == it.template[0].containers[0].ports[0].container_port
    ])
    error_message = "More CPU for the start, none between requests, and ready when the port opens."
  }

  assert {
    condition     = google_cloud_run_v2_service.main["segment_user"].ingress == "INGRESS_TRAFFIC_INTERNAL_ONLY" && google_cloud_run_v2_service.main["sweep"].ingress == "INGRESS_TRAFFIC_ALL" && google_cloud_run_v2_service.main["find_members"].ingress == "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"
    error_message = "SegmentUser is Eventarc's alone, and the others are as closed as asked."
  }

  assert {
    condition = {
      for it in google_cloud_run_v2_service.main["segment_user"].template[0].containers[0].env : it.name => it.value if length(it.value_source) == 0
      } == {
      GOOGLE_CLOUD_PROJECT    = "acme-prod"
      JAVA_TOOL_OPTIONS       = "-Xss512k"
      SEGUE_DATABASE          = "(default)"
      SEGUE_DEAD_LETTER_TOPIC = "segment-dead-letters"
      SEGUE_RULES             = "${local.rules_folder}/${local.rules_name}"
      SEGUE_SEGMENTS          = "segments"
      SEGUE_TOPIC             = "segment-changes"
      TEAM                    = "growth"
    }
    error_message = "The same settings as from source, but the JVM's options, which the image has: those of its cache."
  }

  assert {
    condition     = [for it in google_cloud_run_v2_service.main["sweep"].template[0].containers[0].env : it.value_source[0].secret_key_ref[0].secret if length(it.value_source) == 1] == ["projects/acme-prod/secrets/token"] && alltrue([for it in google_cloud_run_v2_service.main : it.template[0].volumes[0].secret[0].items[0].path == basename(local.environment.SEGUE_RULES) && it.template[0].containers[0].volume_mounts[0].mount_path == dirname(local.environment.SEGUE_RULES)])
    error_message = "Secrets and rules are where the code looks for them."
  }

  assert {
    condition     = google_eventarc_trigger.main["segment-user-run-667cb9e6"].event_data_content_type == "application/protobuf" && length(google_eventarc_trigger.main["segment-user-run-667cb9e6"].retry_policy) == 0 && google_eventarc_trigger.main["segment-user-run-667cb9e6"].service_account == local.accounts["trigger"].email
    error_message = "Protobuf is all that Firestore sends; a retry policy can only end the retries early."
  }

  assert {
    condition = toset([for it in google_eventarc_trigger.main["segment-user-run-667cb9e6"].matching_criteria : "${it.attribute} ${coalesce(it.operator, "is")} ${it.value}"]) == toset([
      "type is google.cloud.firestore.document.v1.written", "database is (default)", "document match-path-pattern users/{user}",
    ])
    error_message = "The same events as from source."
  }

  assert {
    condition     = { for key, it in google_cloud_run_v2_service_iam_member.caller : key => it.name } == { for key, function in { "image find_members group:support@example.com" = "find_members", "image segment_user trigger" = "segment_user", "image sweep group:oncall@example.com" = "sweep", "image sweep scheduler" = "sweep" } : key => google_cloud_run_v2_service.main[function].id }
    error_message = "The same callers as from source, and nobody else; by the service's id, so that they may call what replaced it."
  }

  assert {
    condition     = google_cloud_scheduler_job.sweep["image"].http_target[0].uri == "https://segue-sweep-run-ab12cd34ef-uc.a.run.app" && output.urls.find_members == "https://segue-find-members-run-ab12cd34ef-uc.a.run.app" && output.functions.segment_user == "segment-user-run"
    error_message = "The scheduler, and whoever reads the outputs, get what is live."
  }

  assert {
    condition     = strcontains(output.tail_command, "segment-user-run") && alltrue([for name in keys(google_eventarc_trigger.main) : startswith(name, "segment-user-run-")])
    error_message = "What watches and repairs has to look at what is live."
  }
}

run "both_ways_during_a_change" {
  command = plan

  # In the repository of Segue's own, where whoever began from source may push it.
  variables {
    image             = "us-central1-docker.pkg.dev/acme-prod/segue/segue@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    build_from_source = true

    environment = { TEAM = "growth" }
    functions = {
      find_members = { concurrency = 9, max_instances = 3, memory = "1Gi", callers = ["group:support@example.com"], timeout_seconds = 77 }
      segment_user = { concurrency = 32, cpu = "2", max_instances = 7, memory = "2Gi", min_instances = 1, timeout_seconds = 100 }
      sweep        = { callers = ["group:oncall@example.com"] }
    }
    rules_file = "tests/changes/more_documents.yaml"
    secrets    = { CRM = { secret = "projects/acme-keys/secrets/crm", version = "3" }, TOKEN = { secret = "token" } }
    vpc        = { egress = "ALL_TRAFFIC", network = "main", subnetwork = "functions", tags = ["segue"] }
  }

  assert {
    condition = {
      for key, it in google_cloudfunctions2_function.main : key => [
        it.description, it.location, it.service_config[0].service_account_email, replace(it.service_config[0].ingress_settings, "ALLOW_", "INGRESS_TRAFFIC_"),
        it.service_config[0].available_cpu, it.service_config[0].available_memory, it.service_config[0].max_instance_request_concurrency,
        it.service_config[0].min_instance_count, it.service_config[0].max_instance_count, "${it.service_config[0].timeout_seconds}s",
        jsonencode({ for name, value in it.service_config[0].environment_variables : name => value if name != "JAVA_TOOL_OPTIONS" }),
        jsonencode({ for secret in it.service_config[0].secret_environment_variables : secret.key => ["projects/${secret.project_id}/secrets/${secret.secret}", secret.version] }),
        jsonencode([for rules in it.service_config[0].secret_volumes : [rules.mount_path, rules.versions[0].path]]),
        it.service_config[0].direct_vpc_egress, jsonencode([for net in it.service_config[0].direct_vpc_network_interface : [net.network, net.subnetwork, net.tags]]),
      ]
      } == {
      for key, it in google_cloud_run_v2_service.main : key => [
        it.description, it.location, it.template[0].service_account, it.ingress,
        it.template[0].containers[0].resources[0].limits.cpu, it.template[0].containers[0].resources[0].limits.memory, it.template[0].max_instance_request_concurrency,
        it.template[0].scaling[0].min_instance_count, it.template[0].scaling[0].max_instance_count, it.template[0].timeout,
        jsonencode({ for env in it.template[0].containers[0].env : env.name => env.value if length(env.value_source) == 0 && env.name != "JAVA_TOOL_OPTIONS" }),
        jsonencode({ for env in it.template[0].containers[0].env : env.name => [env.value_source[0].secret_key_ref[0].secret, env.value_source[0].secret_key_ref[0].version] if length(env.value_source) == 1 }),
        jsonencode([for i, mount in it.template[0].containers[0].volume_mounts : [mount.mount_path, it.template[0].volumes[i].secret[0].items[0].path]]),
        "VPC_EGRESS_${it.template[0].vpc_access[0].egress}", jsonencode([for net in it.template[0].vpc_access[0].network_interfaces : [net.network, net.subnetwork, net.tags]]),
      ]
    }
    error_message = "Each function has the same account, size, settings, secrets, rules and network either way."
  }

  assert {
    condition = length(distinct([
      for it in google_eventarc_trigger.main : [it.location, it.service_account, it.event_data_content_type, toset([for its in it.matching_criteria : its if its.attribute != "document"])]
    ])) == 1
    error_message = "All triggers differ in path and service alone."
  }

  assert {
    condition     = toset([for key, it in google_cloud_run_v2_service_iam_member.caller : "${trimprefix(key, "source ")} ${it.role} ${it.member}" if startswith(key, "source ")]) == toset([for key, it in google_cloud_run_v2_service_iam_member.caller : "${trimprefix(key, "image ")} ${it.role} ${it.member}" if startswith(key, "image ")])
    error_message = "The same callers may call either way."
  }

  assert {
    condition     = length(module.build) == 1 && google_cloudfunctions2_function.main["sweep"].build_config[0].service_account == google_service_account.main["builder"].name
    error_message = "Beside an image, the functions from source are built as without one."
  }

  assert {
    condition     = length(setintersection([for it in google_cloudfunctions2_function.main : it.name], [for it in google_cloud_run_v2_service.main : it.name])) == 0
    error_message = "Two services of one name cannot be."
  }

  assert {
    condition     = keys(google_cloud_scheduler_job.sweep) == ["image"] && google_cloud_scheduler_job.sweep["image"].http_target[0].uri == "https://segue-sweep-run-ab12cd34ef-uc.a.run.app"
    error_message = "One job calls the image, and none calls the function from source."
  }

  assert {
    condition = { for it in google_eventarc_trigger.main : it.name => "${it.destination[0].cloud_run_service[0].service} ${one([for its in it.matching_criteria : its.value if its.attribute == "document"])}" } == {
      segment-user-667cb9e6     = "segment-user users/{user}"
      segment-user-77fafd84     = "segment-user users/{user}/orders/{order}"
      segment-user-a1f5c8eb     = "segment-user users/{user}/subscriptions/{subscription}"
      segment-user-run-667cb9e6 = "segment-user-run users/{user}"
      segment-user-run-77fafd84 = "segment-user-run users/{user}/orders/{order}"
      segment-user-run-a1f5c8eb = "segment-user-run users/{user}/subscriptions/{subscription}"
    }
    error_message = "Each path of the rules file has a trigger for each service."
  }

  assert {
    condition     = { for key, it in local.watched : key => tolist(it) } == { for key, it in { find_members = ["segue-find-members", "segue-find-members-run"], segment_user = ["segment-user", "segment-user-run"], sweep = ["segue-sweep", "segue-sweep-run"] } : key => tolist(it) }
    error_message = "While both ways work, both are watched."
  }

  assert {
    condition     = length(regexall("gcloud eventarc triggers describe projects/acme-prod/locations/us-central1/triggers/segment-user-[a-z0-9-]+ ", output.event_dead_letter_commands)) == 6
    error_message = "Events wait in a subscription of each trigger, and all need a dead-letter policy."
  }
}

run "image_in_the_repository_of_builds" {
  command = plan

  variables {
    image = "us-central1-docker.pkg.dev/acme-prod/segue/segue@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
  }

  assert {
    condition     = length(module.build) == 1 && module.build[0].archive == null && length(module.build[0].grants) == 0 && contains(keys(google_project_service.main), "artifactregistry.googleapis.com")
    error_message = "The repository that holds the image must not go with the builder."
  }
}

run "image_on_github" {
  command = plan

  variables {
    binary_authorization = "projects/acme-prod/platforms/cloudRun/policies/segue"
    enable_apis          = false
    image                = "ghcr.io/segue-dev/segue@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    kms_keys             = { region = "projects/acme-keys/locations/us-central1/keyRings/main/cryptoKeys/region" }
  }

  assert {
    condition     = alltrue([for it in google_cloud_run_v2_service.main : it.template[0].containers[0].image == "us-central1-docker.pkg.dev/acme-prod/segue-ghcr/segue-dev/segue@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"])
    error_message = "Cloud Run must pull from Artifact Registry."
  }

  assert {
    condition     = google_artifact_registry_repository.mirror[0].mode == "REMOTE_REPOSITORY" && google_artifact_registry_repository.mirror[0].remote_repository_config[0].docker_repository[0].custom_repository[0].uri == "https://ghcr.io" && length(google_artifact_registry_repository.mirror[0].cleanup_policies) == 0
    error_message = "The repository must fetch from GitHub, and keep what it fetched."
  }

  assert {
    condition     = alltrue([for it in google_cloud_run_v2_service.main : it.binary_authorization[0].policy == var.binary_authorization && it.template[0].encryption_key == var.kms_keys.region]) && google_artifact_registry_repository.mirror[0].kms_key_name == var.kms_keys.region
    error_message = "The image must be checked by the policy, and be under the key."
  }

  assert {
    condition     = length([for it in output.grants : it if strcontains(it.member, "gcf-admin-robot")]) == 0
    error_message = "Without a build, Cloud Functions' agent needs no key."
  }
}
