mock_provider "archive" {
  source = "./tests/mocks/archive"
}

mock_provider "google" {
  source = "./tests/mocks/google"
}

mock_provider "google-beta" {
  source = "./tests/mocks/google-beta"
}

mock_provider "time" {}

variables {
  project_id = "acme-prod"
}

run "failed_deliveries_are_retried" {
  assert {
    condition     = google_cloudfunctions2_function.segment_user.event_trigger[0].retry_policy == "RETRY_POLICY_RETRY"
    error_message = "Without retries an event that fails once is lost."
  }
}

run "every_write_to_a_user_triggers" {
  variables {
    collections = { users = "members" }
    database    = { name = "crm-eu" }
  }

  assert {
    condition     = google_cloudfunctions2_function.segment_user.event_trigger[0].event_type == "google.cloud.firestore.document.v1.written"
    error_message = "Creations, updates and deletions must all trigger."
  }

  assert {
    condition = toset([for it in google_cloudfunctions2_function.segment_user.event_trigger[0].event_filters : "${it.attribute} ${coalesce(it.operator, "=")} ${it.value}"]) == toset([
      "database = crm-eu",
      "document match-path-pattern members/{userId}",
    ])
    error_message = "The trigger must follow one level of the users' collection, in the users' database."
  }
}

run "the_trigger_never_matches_segments" {
  variables {
    collections = { segments = "groups" }
  }

  assert {
    condition = alltrue([
      for it in google_cloudfunctions2_function.segment_user.event_trigger[0].event_filters :
      !can(regex("^(groups|\\{|\\*)", it.value))
    ])
    error_message = "A write to segments must not trigger the function that writes segments."
  }
}

run "the_trigger_is_where_the_database_is" {
  variables {
    region   = "europe-west4"
    database = { create = false, location = "eur3" }
  }

  assert {
    condition     = google_cloudfunctions2_function.segment_user.event_trigger[0].trigger_region == "eur3"
    error_message = "Eventarc finds the database only in the database's location."
  }

  assert {
    condition     = google_cloudfunctions2_function.segment_user.location == "europe-west4"
    error_message = "No function runs in a multi-region."
  }
}

run "the_trigger_follows_the_region_when_the_database_does" {
  variables {
    region = "asia-south1"
  }

  assert {
    condition     = google_cloudfunctions2_function.segment_user.event_trigger[0].trigger_region == "asia-south1" && google_firestore_database.main[0].location_id == "asia-south1"
    error_message = "Without a location the database and its trigger are in the functions' region."
  }
}

run "the_trigger_can_be_put_elsewhere" {
  variables {
    database       = { create = false, location = "nam5" }
    trigger_region = "us-central1"
  }

  assert {
    condition     = google_cloudfunctions2_function.segment_user.event_trigger[0].trigger_region == "us-central1"
    error_message = "trigger_region must win over the database's location."
  }
}

run "the_environment_is_what_the_code_reads" {
  variables {
    rules_file = "../src/main/resources/segments.yaml"
  }

  assert {
    condition = alltrue([
      for function in [google_cloudfunctions2_function.segment_user, google_cloudfunctions2_function.sweep, google_cloudfunctions2_function.find_members[0]] :
      toset(keys(function.service_config[0].environment_variables)) == setunion(
        ["JAVA_TOOL_OPTIONS"],
        flatten(regexall("\"((?:GOOGLE_CLOUD|SEGUE)_[A-Z_]+)\"", file("../src/main/java/dev/segue/Settings.java"))),
      )
    ])
    error_message = "Settings.java reads ${join(", ", flatten(regexall("\"((?:GOOGLE_CLOUD|SEGUE)_[A-Z_]+)\"", file("../src/main/java/dev/segue/Settings.java"))))}; Terraform sets ${join(", ", keys(google_cloudfunctions2_function.segment_user.service_config[0].environment_variables))}."
  }
}

run "every_setting_has_its_value" {
  variables {
    collections       = { users = "members", segments = "groups" }
    database          = { name = "crm-eu" }
    dead_letter_topic = "lost"
    topic             = { name = "moves" }
  }

  assert {
    condition = google_cloudfunctions2_function.segment_user.service_config[0].environment_variables == tomap({
      GOOGLE_CLOUD_PROJECT    = "acme-prod"
      JAVA_TOOL_OPTIONS       = "-XX:MaxRAMPercentage=70"
      SEGUE_DATABASE          = "crm-eu"
      SEGUE_DEAD_LETTER_TOPIC = "lost"
      SEGUE_SEGMENTS          = "groups"
      SEGUE_TOPIC             = "moves"
      SEGUE_USERS             = "members"
    })
    error_message = "The functions must be told the names that Terraform was told."
  }
}

run "the_heap_stays_limited" {
  variables {
    find_members = { java_options = "-Xlog:gc" }
    segment_user = { java_options = "-Xlog:gc" }
    sweep        = { java_options = "-Xlog:gc" }
  }

  assert {
    condition = alltrue([
      for function in [google_cloudfunctions2_function.segment_user, google_cloudfunctions2_function.sweep, google_cloudfunctions2_function.find_members[0]] :
      function.service_config[0].environment_variables.JAVA_TOOL_OPTIONS == "-XX:MaxRAMPercentage=70 -Xlog:gc"
    ])
    error_message = "JAVA_TOOL_OPTIONS replaces the platform's options, so it must restate the heap limit."
  }
}

run "rules_of_the_users_own_are_mounted" {
  variables {
    rules_file = "../src/main/resources/segments.yaml"
  }

  override_resource {
    target = google_secret_manager_secret_version.rules
    values = { version = "7" }
  }

  assert {
    condition = alltrue([
      for function in [google_cloudfunctions2_function.segment_user, google_cloudfunctions2_function.sweep, google_cloudfunctions2_function.find_members[0]] :
      "${function.service_config[0].secret_volumes[0].mount_path}/${function.service_config[0].secret_volumes[0].versions[0].path}" == function.service_config[0].environment_variables.SEGUE_RULES &&
      function.service_config[0].secret_volumes[0].versions[0].version == "7"
    ])
    error_message = "SEGUE_RULES must name the mounted file, in the version that was just made."
  }

  assert {
    condition     = google_secret_manager_secret_version.rules[0].secret_data == file("../src/main/resources/segments.yaml")
    error_message = "What is mounted must be the file that was named."
  }

  assert {
    condition     = google_secret_manager_secret_iam_member.function_rules[0].member == google_service_account.function.member && google_secret_manager_secret_iam_member.reader_rules[0].member == google_service_account.reader[0].member
    error_message = "Whoever mounts the rules must be allowed to read them."
  }
}

run "packaged_rules_need_no_secret" {
  assert {
    condition     = length(google_secret_manager_secret.rules) == 0 && !contains(keys(google_project_service.main), "secretmanager.googleapis.com")
    error_message = "Without a rules file of one's own there is nothing to mount."
  }
}

run "functions_are_sized_for_their_work" {
  assert {
    condition     = google_cloudfunctions2_function.segment_user.service_config[0].timeout_seconds > 30 && google_cloudfunctions2_function.sweep.service_config[0].timeout_seconds > 50
    error_message = "The platform must not cut a function before the code's own deadlines: 30 s an event, 50 s a sweep."
  }

  assert {
    condition = alltrue([
      for it in [google_cloudfunctions2_function.segment_user, google_cloudfunctions2_function.sweep, google_cloudfunctions2_function.find_members[0]] :
      tonumber(it.service_config[0].available_cpu) >= 1 && it.service_config[0].max_instance_request_concurrency > 1 && it.service_config[0].max_instance_count <= 100
    ])
    error_message = "One CPU or more, several requests at once, and an end to the number of instances."
  }
}

run "find_members_can_be_left_out" {
  variables {
    find_members = null
  }

  assert {
    condition     = length(google_cloudfunctions2_function.find_members) == 0 && length(google_service_account.reader) == 0 && !contains(keys(output.urls), "find_members")
    error_message = "null must leave out the function and its account."
  }
}

run "the_sweep_is_called_with_an_identity" {
  variables {
    sweep = { every_minutes = 5 }
  }

  assert {
    condition     = google_cloud_scheduler_job.sweep.schedule == "*/5 * * * *" && google_cloud_scheduler_job.sweep.http_target[0].http_method == "POST" && google_cloud_scheduler_job.sweep.retry_config[0].retry_count > 0
    error_message = "The sweep must be posted to, as often as asked, with retries."
  }

  assert {
    condition     = google_cloud_scheduler_job.sweep.http_target[0].uri == output.urls.sweep && google_cloud_scheduler_job.sweep.http_target[0].oidc_token[0].audience == output.urls.sweep && google_cloud_scheduler_job.sweep.http_target[0].oidc_token[0].service_account_email == google_service_account.scheduler.email
    error_message = "Cloud Run takes a token only for its own URL, from the account that may call it."
  }
}

run "the_second_step_is_spelled_out" {
  assert {
    condition     = strcontains(output.event_dead_letter_commands, "gcloud eventarc triggers describe projects/acme-prod/locations/us-central1/triggers/segment-user-482913 ")
    error_message = "The commands must name the trigger that Cloud Functions made."
  }

  assert {
    condition     = strcontains(output.event_dead_letter_commands, "--dead-letter-topic=projects/acme-prod/topics/segment-dead-letters") && strcontains(output.event_dead_letter_commands, "--member=serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com")
    error_message = "The commands must name the topic, and let Pub/Sub take messages off the subscription."
  }
}
