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

run "no_project_wide_role_but_these" {
  assert {
    condition = toset([
      for it in regexall("resource \"google_project_iam_(\\w+)\" \"(\\w+)\" \\{[^}]*?role\\s+= \"(.+?)\"", join("\n", [for name in fileset(".", "*.tf") : file(name)])) : join(" ", it)
      ]) == toset([
      "member builder_logs roles/logging.logWriter",
      "member builder_source_copy roles/storage.objectViewer",
      "member eventarc_agent roles/eventarc.serviceAgent",
      "member function_firestore roles/datastore.user",
      "member reader_firestore roles/datastore.viewer",
      "member trigger roles/eventarc.eventReceiver",
    ]) && google_project_iam_member.trigger.project == "acme-prod"
    error_message = "A role on the whole project was added or changed: give it on something narrower, or list it here."
  }

  assert {
    condition     = length(regexall("resource \"google_project_iam_", join("\n", [for name in fileset(".", "*.tf") : file(name)]))) == 6 && google_project_iam_member.trigger.role == "roles/eventarc.eventReceiver"
    error_message = "There is a grant on the project that this test cannot read."
  }
}

run "broad_roles_and_the_public_are_nowhere" {
  assert {
    condition = alltrue([
      for name in fileset(".", "**/*.tf") : length(regexall("roles/(owner|editor|viewer|firebase\\.\\w+)\"|[-]compute@developer|all(Authenticated)?Users|_iam_policy\"|_iam_binding\"", file(name))) == 0
    ]) && google_storage_bucket.source.public_access_prevention == "enforced"
    error_message = "No basic role, no default compute account, nobody anonymous, and no grant that takes others' away."
  }
}

run "firestore_is_open_to_one_database_only" {
  variables {
    database = { name = "crm-eu", create = false }
  }

  assert {
    condition     = alltrue([for it in [google_project_iam_member.function_firestore, google_project_iam_member.reader_firestore[0]] : it.condition[0].expression == "resource.name == \"projects/acme-prod/databases/crm-eu\""])
    error_message = "Access to Firestore must be to the users' database alone."
  }

  assert {
    condition     = google_project_iam_member.function_firestore.member == google_service_account.function.member && google_project_iam_member.reader_firestore[0].member == google_service_account.reader[0].member
    error_message = "The function writes, the reader reads."
  }
}

run "each_does_its_work_as_itself" {
  variables {
    subscriptions = { hook = { push = { endpoint = "https://crm.example.com" } } }
  }

  assert {
    condition     = length(distinct(values(output.service_accounts))) == 6
    error_message = "Function, trigger, scheduler, builder, reader and pusher are six identities."
  }

  assert {
    condition = (
      google_cloudfunctions2_function.segment_user.service_config[0].service_account_email == google_service_account.function.email &&
      google_cloudfunctions2_function.segment_user.event_trigger[0].service_account_email == google_service_account.trigger.email &&
      google_cloudfunctions2_function.sweep.service_config[0].service_account_email == google_service_account.function.email &&
      google_cloudfunctions2_function.find_members[0].service_config[0].service_account_email == google_service_account.reader[0].email
    )
    error_message = "A function that names no account runs as the default one, which may edit the project."
  }

  assert {
    condition     = alltrue([for it in [google_cloudfunctions2_function.segment_user, google_cloudfunctions2_function.sweep, google_cloudfunctions2_function.find_members[0]] : it.build_config[0].service_account == google_service_account.builder.id])
    error_message = "A build that names no account runs as the default one, which may edit the project."
  }
}

run "only_those_named_may_call" {
  variables {
    find_members = { readers = ["group:support@example.com"] }
    sweep        = { operators = ["group:oncall@example.com"] }
  }

  assert {
    condition     = google_cloudfunctions2_function.segment_user.service_config[0].ingress_settings == "ALLOW_INTERNAL_ONLY" && google_cloud_run_v2_service_iam_member.trigger.member == google_service_account.trigger.member && google_cloud_run_v2_service_iam_member.trigger.name == "segment-user"
    error_message = "SegmentUser hears Eventarc and nobody else."
  }

  assert {
    condition     = { for key, it in google_cloud_run_v2_service_iam_member.sweep : key => "${it.name} ${it.member} ${it.role}" } == { scheduler = "segue-sweep ${google_service_account.scheduler.member} roles/run.invoker", "group:oncall@example.com" = "segue-sweep group:oncall@example.com roles/run.invoker" }
    error_message = "The sweep is called by the scheduler and the operators."
  }

  assert {
    condition     = [for it in google_cloud_run_v2_service_iam_member.find_members : "${it.name} ${it.member} ${it.role}"] == ["segue-find-members group:support@example.com roles/run.invoker"]
    error_message = "FindMembers is called by the readers."
  }
}

run "nobody_may_call_find_members_unless_named" {
  assert {
    condition     = length(google_cloud_run_v2_service_iam_member.find_members) == 0 && keys(google_cloud_run_v2_service_iam_member.sweep) == ["scheduler"]
    error_message = "Closed by default."
  }
}

run "the_builder_reads_source_and_writes_images" {
  variables {
    region = "europe-west4"
  }

  assert {
    condition     = google_project_iam_member.builder_source_copy.condition[0].expression == "resource.name.startsWith(\"projects/_/buckets/gcf-v2-sources-123456789012-europe-west4/\")"
    error_message = "On the project the builder may read the copied source alone."
  }

  assert {
    condition     = google_storage_bucket_iam_member.builder.bucket == google_storage_bucket.source.name && google_artifact_registry_repository_iam_member.builder.repository == "segue" && alltrue([for it in [google_storage_bucket_iam_member.builder.member, google_artifact_registry_repository_iam_member.builder.member, google_project_iam_member.builder_logs.member, google_project_iam_member.builder_source_copy.member] : it == google_service_account.builder.member])
    error_message = "Bucket and repository are granted by themselves, to the builder."
  }
}

run "agents_act_as_the_accounts_that_they_need" {
  variables {
    subscriptions = { hook = { push = { endpoint = "https://crm.example.com" } } }
  }

  assert {
    condition = [
      for it in [google_service_account_iam_member.trigger_tokens, google_service_account_iam_member.scheduler_tokens, google_service_account_iam_member.push_tokens[0]] :
      "${it.service_account_id} ${it.member}"
      ] == [
      "${google_service_account.trigger.name} serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com",
      "${google_service_account.scheduler.name} serviceAccount:service-123456789012@gcp-sa-cloudscheduler.iam.gserviceaccount.com",
      "${google_service_account.push[0].name} serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com",
    ]
    error_message = "Who delivers needs a token of the account that is let in."
  }

  assert {
    condition     = google_project_iam_member.eventarc_agent.member == "serviceAccount:service-123456789012@gcp-sa-eventarc.iam.gserviceaccount.com"
    error_message = "An agent that was asked for gets no role by itself."
  }
}

run "publishers_publish_to_their_topics_alone" {
  assert {
    condition = [
      for it in [google_pubsub_topic_iam_member.function_publishes_changes, google_pubsub_topic_iam_member.function_publishes_dead_letters, google_pubsub_topic_iam_member.agent_publishes_dead_letters] :
      "${it.topic} ${it.role} ${it.member}"
      ] == [
      "segment-changes roles/pubsub.publisher ${google_service_account.function.member}",
      "segment-dead-letters roles/pubsub.publisher ${google_service_account.function.member}",
      "segment-dead-letters roles/pubsub.publisher serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com",
    ]
    error_message = "Changes come from the function alone; dead letters from it and from Pub/Sub."
  }
}

run "the_function_takes_dead_letters_and_no_other_messages" {
  assert {
    condition     = [for it in [google_pubsub_subscription_iam_member.function_takes_dead_letters] : "${it.subscription} ${it.role} ${it.member}"] == ["segment-dead-letters roles/pubsub.subscriber ${google_service_account.function.member}"]
    error_message = "A replay takes events off the dead letters' subscription, as the function."
  }

  assert {
    condition = toset([
      for it in regexall("resource \"google_pubsub_subscription_iam_(\\w+)\" \"(\\w+)\"", join("\n", [for name in fileset(".", "*.tf") : file(name)])) : join(" ", it)
    ]) == toset(["member agent_takes_undelivered", "member function_takes_dead_letters"]) && google_pubsub_subscription_iam_member.function_takes_dead_letters.project == "acme-prod"
    error_message = "What subscribers have to receive is theirs alone: list here who else takes messages."
  }
}

run "one_key_encrypts_all" {
  variables {
    kms_key       = "projects/acme-keys/locations/us-central1/keyRings/main/cryptoKeys/segue"
    rules_file    = "../src/main/resources/segments.yaml"
    subscriptions = { history = { bigquery = {} }, hook = { push = { endpoint = "https://crm.example.com" }, max_delivery_attempts = 5 } }
  }

  assert {
    condition = alltrue([
      for key in [
        google_artifact_registry_repository.images.kms_key_name,
        google_bigquery_dataset.main["segue"].default_encryption_configuration[0].kms_key_name,
        google_bigquery_table.main["history"].encryption_configuration[0].kms_key_name,
        google_cloudfunctions2_function.find_members[0].kms_key_name,
        google_cloudfunctions2_function.segment_user.kms_key_name,
        google_cloudfunctions2_function.sweep.kms_key_name,
        google_firestore_database.main[0].cmek_config[0].kms_key_name,
        google_pubsub_topic.changes.kms_key_name,
        google_pubsub_topic.dead_letters.kms_key_name,
        google_pubsub_topic.undelivered[0].kms_key_name,
        google_secret_manager_secret.rules[0].replication[0].user_managed[0].replicas[0].customer_managed_encryption[0].kms_key_name,
        google_storage_bucket.source.encryption[0].default_kms_key_name,
      ] : key == var.kms_key
    ])
    error_message = "Whatever stores something must use the key."
  }

  assert {
    condition     = keys(google_kms_crypto_key_iam_member.agent) == ["artifact_registry", "bigquery", "cloud_functions", "cloud_run", "cloud_storage", "firestore", "pub_sub", "secret_manager"]
    error_message = "Each service that encrypts must be allowed to use the key."
  }

  assert {
    condition     = google_kms_crypto_key_iam_member.agent["cloud_storage"].member == "serviceAccount:service-123456789012@gs-project-accounts.iam.gserviceaccount.com" && alltrue([for it in google_kms_crypto_key_iam_member.agent : it.crypto_key_id == var.kms_key && it.role == "roles/cloudkms.cryptoKeyEncrypterDecrypter"])
    error_message = "The key, and the right to use it, must be the agents' own."
  }
}
