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
  project_id = "acme-prod"
}

run "by_default" {
  command = plan

  assert {
    condition     = length(google_secret_manager_secret.rules) == 0 && !contains(keys(google_project_service.main), "secretmanager.googleapis.com")
    error_message = "Without a rules file of one's own there is nothing to mount."
  }

  assert {
    condition     = google_cloudfunctions2_function.main["segment_user"].service_config[0].timeout_seconds > 60 && google_cloudfunctions2_function.main["sweep"].service_config[0].timeout_seconds > 50 + 60
    error_message = "The platform must not cut a function before the code's own deadlines: 60 s a delivery; 50 s in which a sweep begins users, and 60 s for the last ones."
  }

  assert {
    condition = alltrue([
      for it in google_cloudfunctions2_function.main :
      tonumber(it.service_config[0].available_cpu) >= 1 && it.service_config[0].max_instance_request_concurrency > 1 && it.service_config[0].max_instance_count <= 100
    ])
    error_message = "One CPU or more, several requests at once, and an end to the number of instances."
  }

  assert {
    condition     = strcontains(output.event_dead_letter_commands, "gcloud eventarc triggers describe projects/acme-prod/locations/us-central1/triggers/segment-user-667cb9e6 ")
    error_message = "The commands must name the trigger."
  }

  assert {
    condition     = strcontains(output.event_dead_letter_commands, "--dead-letter-topic=projects/acme-prod/topics/segment-dead-letters") && strcontains(output.event_dead_letter_commands, "--member=serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com")
    error_message = "The commands must name the topic, and let Pub/Sub take messages off the subscription."
  }

  assert {
    condition = [
      for function in values(google_cloudfunctions2_function.main) :
      function.build_config[0].entry_point
    ] == ["dev.segue.FindMembers", "dev.segue.SegmentUser", "dev.segue.Sweep"]
    error_message = "Each function starts its own class."
  }

  assert {
    condition     = google_cloudfunctions2_function.main["segment_user"].build_config[0].runtime == "java21"
    error_message = "The code is written for Java 21."
  }

  assert {
    condition = alltrue([
      for function in values(google_cloudfunctions2_function.main) :
      function.build_config[0].source[0].storage_source[0].object == module.build[0].archive.object && function.build_config[0].docker_repository == module.build[0].repository
    ])
    error_message = "All functions are built from the one archive."
  }

  assert {
    condition     = contains(keys(google_project_iam_member.main), "eventarc_agent") && alltrue([for it in google_cloudfunctions2_function.main : it.service_config[0].vpc_connector == null && length(it.service_config[0].direct_vpc_network_interface) == 0 && it.build_config[0].worker_pool == null])
    error_message = "What was not asked for must not be there."
  }
}

run "as_asked" {
  command = plan

  variables {
    collections       = { segments = "groups" }
    database          = { name = "crm-eu", create = false, location = "eur3" }
    accounts          = { builder = "build@acme-build.iam.gserviceaccount.com" }
    build             = { bucket = "acme-sources", worker_pool = "projects/acme-build/locations/europe-west4/workerPools/java" }
    dead_letter_topic = "lost"
    environment       = { TEAM = "growth" }
    log_ignored       = 1
    secrets           = { CRM = { secret = "projects/acme-keys/secrets/crm", version = "3" }, TOKEN = { secret = "token" } }
    vpc               = { subnetwork = "apps", egress = "ALL_TRAFFIC" }
    functions         = { for key in ["find_members", "segment_user", "sweep"] : key => { java_options = "-Xlog:gc" } }
    region            = "europe-west4"
    rules_file        = "tests/changes/other_users.yaml"
    sweep             = { every_minutes = 5, jobs = 4 }
    topic             = { name = "moves" }
  }

  override_resource {
    target          = google_secret_manager_secret_version.rules
    override_during = plan
    values          = { version = "7" }
  }

  assert {
    condition = {
      for it in google_eventarc_trigger.main : "${it.name} ${it.location} ${it.destination[0].cloud_run_service[0].service} ${it.destination[0].cloud_run_service[0].region}" =>
      toset([for its in it.matching_criteria : "${its.attribute} ${coalesce(its.operator, "=")} ${its.value}"])
      } == {
      for trigger, document in {
        segment-user-1f0229fc = "apps/prod/members/{user}"
        segment-user-7d3d4442 = "apps/prod/members/{user}/subscriptions/{subscription}"
      } : "${trigger} eur3 segment-user europe-west4" => toset(["type = google.cloud.firestore.document.v1.written", "database = crm-eu", "document match-path-pattern ${document}"])
    }
    error_message = "Each path of the rules file, and no other, must trigger the function on creations, updates and deletions, in the database's location, where Eventarc finds it."
  }

  assert {
    condition     = google_cloudfunctions2_function.main["segment_user"].location == "europe-west4"
    error_message = "No function runs in a multi-region."
  }

  assert {
    condition = alltrue([
      for function in values(google_cloudfunctions2_function.main) :
      toset(keys(function.service_config[0].environment_variables)) == setsubtract(
        concat(
          ["JAVA_TOOL_OPTIONS", "TEAM"],
          flatten(regexall("\"((?:GOOGLE_CLOUD|SEGUE)_[A-Z_]+)\"", join("\n", [for name in fileset("../src/main/java", "**/Settings.java") : file("../src/main/java/${name}")]))),
        ),
        # A function that finds this one set refuses to start.
        ["SEGUE_USERS"],
      )
    ])
    error_message = "Settings.java reads ${join(", ", flatten(regexall("\"((?:GOOGLE_CLOUD|SEGUE)_[A-Z_]+)\"", join("\n", [for name in fileset("../src/main/java", "**/Settings.java") : file("../src/main/java/${name}")]))))}; Terraform sets ${join(", ", keys(google_cloudfunctions2_function.main["segment_user"].service_config[0].environment_variables))}."
  }

  assert {
    condition = alltrue([
      for function in values(google_cloudfunctions2_function.main) :
      function.service_config[0].environment_variables.JAVA_TOOL_OPTIONS == "-XX:MaxRAMPercentage=70 -Xmn32m -XX:MetaspaceSize=64m -XX:TieredStopAtLevel=1 -Xbootclasspath/a:target/boot/segue-boot.jar -Djdk.reflect.useNativeAccessorOnly=true -Xlog:gc"
    ])
    error_message = "JAVA_TOOL_OPTIONS replaces the platform's options, so it must restate the heap limit."
  }

  assert {
    condition = alltrue([
      for function in values(google_cloudfunctions2_function.main) :
      "${function.service_config[0].secret_volumes[0].mount_path}/${function.service_config[0].secret_volumes[0].versions[0].path}" == function.service_config[0].environment_variables.SEGUE_RULES &&
      function.service_config[0].secret_volumes[0].versions[0].version == "7"
    ])
    error_message = "SEGUE_RULES must name the mounted file, in the version that was just made."
  }

  assert {
    condition     = google_secret_manager_secret_version.rules[0].secret_data == file("tests/changes/other_users.yaml")
    error_message = "What is mounted must be the file that was named."
  }

  assert {
    condition     = google_secret_manager_secret_iam_member.main["rules function"].member == google_service_account.main["function"].member && google_secret_manager_secret_iam_member.main["rules reader"].member == google_service_account.main["reader"].member
    error_message = "Whoever mounts the rules must be allowed to read them."
  }

  assert {
    condition     = google_cloud_scheduler_job.sweep["source"].schedule == "*/5 * * * *" && google_cloud_scheduler_job.sweep["source"].http_target[0].http_method == "POST" && google_cloud_scheduler_job.sweep["source"].retry_config[0].retry_count > 0
    error_message = "The sweep must be posted to, as often as asked, with retries."
  }

  assert {
    condition = jsonencode({ for it in values(google_cloud_scheduler_job.sweep) : it.name => jsondecode(base64decode(it.http_target[0].body)).shards }) == jsonencode({
      segue-sweep = [0, 7], segue-sweep-8 = [8, 15], segue-sweep-16 = [16, 23], segue-sweep-24 = [24, 31]
    })
    error_message = "The jobs must share all shards, and no two the same."
  }

  assert {
    condition     = google_cloudfunctions2_function.main["sweep"].service_config[0].max_instance_count == 1 && google_cloudfunctions2_function.main["sweep"].service_config[0].max_instance_request_concurrency == 12
    error_message = "One instance must have room for all jobs, and for operators."
  }

  assert {
    condition     = google_cloud_scheduler_job.sweep["source"].http_target[0].uri == output.urls.sweep && google_cloud_scheduler_job.sweep["source"].http_target[0].oidc_token[0].audience == output.urls.sweep && google_cloud_scheduler_job.sweep["source"].http_target[0].oidc_token[0].service_account_email == google_service_account.main["scheduler"].email
    error_message = "Cloud Run takes a token only for its own URL, from the account that may call it."
  }

  assert {
    condition     = output.rules_version == "7"
    error_message = "Whoever asks which rules are deployed must be told the secret's version."
  }

  assert {
    condition     = { for key, it in google_cloudfunctions2_function.main["sweep"].service_config[0].environment_variables : key => it if !startswith(key, "JAVA") } == { GOOGLE_CLOUD_PROJECT = "acme-prod", SEGUE_DATABASE = "crm-eu", SEGUE_DEAD_LETTER_TOPIC = "lost", SEGUE_LOG_IGNORED = "1", SEGUE_RULES = "/etc/segue/segments.yaml", SEGUE_SEGMENTS = "groups", SEGUE_TOPIC = "moves", TEAM = "growth" }
    error_message = "The functions must be told the names that Terraform was told, and what else was asked."
  }

  assert {
    condition     = [for it in google_cloudfunctions2_function.main["find_members"].service_config[0].secret_environment_variables : "${it.key} ${it.project_id} ${it.secret} ${it.version}"] == ["CRM acme-keys crm 3", "TOKEN acme-prod token latest"]
    error_message = "Secrets must be seen as environment variables."
  }

  assert {
    condition     = { for key, it in google_secret_manager_secret_iam_member.main : key => "${it.project} ${it.secret_id} ${it.member}" if !startswith(key, "rules ") } == { for it in setproduct(["acme-keys/crm", "acme-prod/token"], ["function", "reader"]) : "${it[0]} ${it[1]}" => "${replace(it[0], "/", " ")} ${local.accounts[it[1]].member}" }
    error_message = "Whoever sees a secret must be allowed to read it."
  }

  assert {
    condition     = alltrue([for it in google_cloudfunctions2_function.main : it.service_config[0].direct_vpc_network_interface[0].subnetwork == "apps" && it.service_config[0].direct_vpc_egress == "VPC_EGRESS_ALL_TRAFFIC" && it.service_config[0].vpc_connector == null])
    error_message = "All functions must go out through the subnetwork."
  }

  assert {
    condition     = alltrue([for it in google_cloudfunctions2_function.main : it.build_config[0].source[0].storage_source[0].bucket == "acme-sources" && it.build_config[0].worker_pool == "projects/acme-build/locations/europe-west4/workerPools/java" && it.build_config[0].service_account == "projects/-/serviceAccounts/build@acme-build.iam.gserviceaccount.com"])
    error_message = "Builds must use the bucket, the pool and the account that were named."
  }

  assert {
    condition     = !contains(keys(google_service_account.main), "builder") && contains([for it in output.grants : "${it.role} ${it.member}"], "roles/logging.logWriter serviceAccount:build@acme-build.iam.gserviceaccount.com") && output.service_accounts.builder == "build@acme-build.iam.gserviceaccount.com"
    error_message = "An account of one's own must get what it needs, and no other must be made."
  }
}

run "nested_collections" {
  command = plan

  variables {
    collections = { segments = "apps/prod/groups" }
    rules_file  = "tests/changes/other_users.yaml"
  }

  assert {
    condition     = alltrue([for it in concat(values(google_firestore_field.unindexed), values(google_firestore_field.indexed), [google_firestore_field.expires_at]) : it.collection == "groups"])
    error_message = "Settings of fields go by the id of a collection."
  }

  assert {
    condition     = alltrue([for it in google_cloudfunctions2_function.main : it.service_config[0].environment_variables.SEGUE_SEGMENTS == "apps/prod/groups"])
    error_message = "The functions need the whole path."
  }

  assert {
    condition     = strcontains(output.security_rules, "match /apps/prod/groups/{userId} {") && strcontains(output.console_links.data, "/data/panel/apps/prod/groups?")
    error_message = "Security rules and console must be for the whole path: ${output.security_rules} ${output.console_links.data}"
  }
}

run "rules_from_docs" {
  command = plan

  variables {
    database   = { create = false, location = "nam5" }
    rules_file = "tests/from_docs.yaml"
  }

  assert {
    condition     = toset([for it in local.triggers : it.path]) == toset(["customers/{user}", "customers/{user}/subscriptions/{subscription}"])
    error_message = "Customers and their subscriptions must each have a trigger."
  }
}

run "segments_among_users" {
  command = plan

  variables {
    collections = { segments = "users" }
  }

  expect_failures = [google_firestore_field.expires_at]
}

run "segments_in_a_collection_named_like_that_of_users" {
  command = plan

  variables {
    collections = { segments = "apps/test/members" }
    rules_file  = "tests/changes/other_users.yaml"
  }

  expect_failures = [google_firestore_field.expires_at]
}

run "segments_in_a_collection_named_like_documents_of_users" {
  command = plan

  variables {
    collections = { segments = "subscriptions" }
    rules_file  = "tests/changes/rules.yaml"
  }

  expect_failures = [google_firestore_field.expires_at]
}

run "less_than_there_is" {
  command = plan

  variables {
    database             = { create = false, location = "nam5" }
    functions            = { find_members = { enabled = false }, sweep = { ingress = "ALLOW_INTERNAL_ONLY" } }
    grant_eventarc_agent = false
    trigger_region       = "us-central1"
    vpc                  = { connector = "projects/acme-prod/locations/us-central1/connectors/main" }
  }

  assert {
    condition     = keys(google_cloudfunctions2_function.main) == ["segment_user", "sweep"] && !contains(keys(google_service_account.main), "reader") && !contains(keys(output.urls), "find_members") && !contains(keys(google_project_iam_member.main), "reader_firestore")
    error_message = "What is not enabled must be left out, with its account."
  }

  assert {
    condition     = alltrue([for it in google_eventarc_trigger.main : it.location == "us-central1"])
    error_message = "trigger_region must win over the database's location."
  }

  assert {
    condition     = !contains(keys(google_project_iam_member.main), "eventarc_agent")
    error_message = "A role that something else grants must be left to that."
  }

  assert {
    condition     = alltrue([for it in google_cloudfunctions2_function.main : it.service_config[0].vpc_connector == var.vpc.connector && it.service_config[0].vpc_connector_egress_settings == "PRIVATE_RANGES_ONLY"])
    error_message = "A connector takes private ranges unless told otherwise."
  }

  assert {
    condition     = { for key, it in google_cloudfunctions2_function.main : key => it.service_config[0].ingress_settings } == { segment_user = "ALLOW_INTERNAL_ONLY", sweep = "ALLOW_INTERNAL_ONLY" }
    error_message = "A function must be as closed as asked."
  }
}

run "closed_functions" {
  command = plan

  variables {
    binary_authorization = "default"
    functions            = { find_members = { ingress = "ALLOW_INTERNAL_AND_GCLB" } }
  }

  assert {
    condition     = { for key, it in google_cloudfunctions2_function.main : key => it.service_config[0].ingress_settings } == { find_members = "ALLOW_INTERNAL_AND_GCLB", segment_user = "ALLOW_INTERNAL_ONLY", sweep = "ALLOW_ALL" }
    error_message = "A function must be as closed as asked, and the others as before."
  }

  assert {
    condition     = alltrue([for it in google_cloudfunctions2_function.main : it.service_config[0].binary_authorization_policy == "default"]) && contains(output.apis, "binaryauthorization.googleapis.com")
    error_message = "Images must be checked by the project's policy."
  }
}

run "the_build" {
  command = plan

  module {
    source = "./modules/build"
  }

  variables {
    bucket          = null
    bucket_name     = "acme-sources-made"
    builder         = "serviceAccount:build@acme-prod.iam.gserviceaccount.com"
    create_iam      = true
    kms_key_name    = null
    labels          = {}
    name            = "segue"
    project_id      = "acme-prod"
    project_number  = "123456789012"
    region          = "us-central1"
    repository_only = false
  }

  assert {
    condition     = data.archive_file.source[0].output_file_mode == "0755"
    error_message = "A fixed mode keeps the hash from following the umask, and lets the build run ./mvnw."
  }

  assert {
    condition     = strcontains(google_storage_bucket_object.source[0].name, data.archive_file.source[0].output_sha256)
    error_message = "Functions build again only when the object's name changes."
  }

  assert {
    condition     = google_storage_bucket.source[0].uniform_bucket_level_access && google_storage_bucket.source[0].public_access_prevention == "enforced" && length(google_storage_bucket.source[0].lifecycle_rule) == 1
    error_message = "The source is the builder's alone, and old archives are deleted."
  }

  assert {
    condition     = toset([for it in google_artifact_registry_repository.images.cleanup_policies : "${it.action} ${join(",", concat(it.condition[*].package_name_prefixes[0], it.most_recent_versions[*].keep_count))}"]) == toset(["DELETE acme--prod__", "KEEP 10"])
    error_message = "Only what Cloud Functions built, as PROJECT__REGION__FUNCTION, may be deleted: an image that was pushed here may be the one that runs."
  }

  assert {
    condition     = google_storage_bucket_iam_member.builder[0].bucket == google_storage_bucket.source[0].name && length(google_project_iam_member.builder) == 2
    error_message = "The builder must be granted what it needs."
  }
}

run "the_build_in_a_bucket_of_somebody_else" {
  command = plan

  module {
    source = "./modules/build"
  }

  variables {
    bucket          = "acme-sources"
    bucket_name     = "acme-sources-made"
    builder         = "serviceAccount:build@acme-prod.iam.gserviceaccount.com"
    create_iam      = true
    kms_key_name    = "projects/acme-keys/locations/us-central1/keyRings/main/cryptoKeys/region"
    labels          = {}
    name            = "segue"
    project_id      = "acme-prod"
    project_number  = "123456789012"
    region          = "us-central1"
    repository_only = false
  }

  assert {
    condition     = length(google_storage_bucket.source) == 0 && google_storage_bucket_object.source[0].bucket == "acme-sources" && google_storage_bucket_iam_member.builder[0].bucket == "acme-sources"
    error_message = "The bucket that was named must be used."
  }

  assert {
    condition     = google_artifact_registry_repository.images.kms_key_name == var.kms_key_name
    error_message = "Images must be under the key."
  }
}
