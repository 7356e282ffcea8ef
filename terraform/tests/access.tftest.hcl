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

run "nobody_may_more_than_they_need" {
  command = plan

  assert {
    condition = toset([
      for it in regexall("resource \"google_project_iam_(\\w+)\" \"(\\w+)\" \\{[^}]*?role\\s+= \"(.+?)\"", join("\n", [for name in fileset(".", "*.tf") : file(name)])) : join(" ", it)
      ]) == toset([
      "member backfill_firestore roles/datastore.user",
      "member backfill_operator roles/dataflow.developer",
      "member backfill_worker roles/dataflow.worker",
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
    condition     = length(regexall("resource \"google_project_iam_", join("\n", [for name in fileset(".", "*.tf") : file(name)]))) == 9 && google_project_iam_member.trigger.role == "roles/eventarc.eventReceiver"
    error_message = "There is a grant on the project that this test cannot read."
  }

  assert {
    condition = alltrue([
      for name in fileset(".", "**/*.tf") : length(regexall("roles/(owner|editor|viewer|firebase\\.\\w+)\"|[-]compute@developer|all(Authenticated)?Users|_iam_policy\"|_iam_binding\"", file(name))) == 0
    ]) && google_storage_bucket.source[0].public_access_prevention == "enforced"
    error_message = "No basic role, no default compute account, nobody anonymous, and no grant that takes others' away."
  }

  assert {
    condition     = length(google_cloud_run_v2_service_iam_member.find_members) == 0 && keys(google_cloud_run_v2_service_iam_member.sweep) == ["scheduler"]
    error_message = "Closed by default."
  }

  assert {
    condition = [
      for it in [google_pubsub_topic_iam_member.function_publishes_changes, google_pubsub_topic_iam_member.function_publishes_dead_letters, google_pubsub_topic_iam_member.agent_publishes_dead_letters] :
      "${it.topic} ${it.role} ${it.member}"
      ] == [
      "segment-changes roles/pubsub.publisher ${google_service_account.main["function"].member}",
      "segment-dead-letters roles/pubsub.publisher ${google_service_account.main["function"].member}",
      "segment-dead-letters roles/pubsub.publisher serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com",
    ]
    error_message = "Changes come from the function alone; dead letters from it and from Pub/Sub."
  }

  assert {
    condition     = [for it in [google_pubsub_subscription_iam_member.function_takes_dead_letters] : "${it.subscription} ${it.role} ${it.member}"] == ["segment-dead-letters roles/pubsub.subscriber ${google_service_account.main["function"].member}"]
    error_message = "A replay takes events off the dead letters' subscription, as the function."
  }

  assert {
    condition = toset([
      for it in regexall("resource \"google_pubsub_subscription_iam_(\\w+)\" \"(\\w+)\"", join("\n", [for name in fileset(".", "*.tf") : file(name)])) : join(" ", it)
    ]) == toset(["member agent_takes_undelivered", "member function_takes_dead_letters", "member subscriber"]) && google_pubsub_subscription_iam_member.function_takes_dead_letters.project == "acme-prod"
    error_message = "What subscribers have to receive is theirs alone: list here who else takes messages."
  }

}

run "each_does_its_work_as_itself" {
  command = plan

  variables {
    database      = { name = "crm-eu", create = false }
    find_members  = { readers = ["group:support@example.com"] }
    region        = "europe-west4"
    subscriptions = { hook = { push = { endpoint = "https://crm.example.com" } }, worker = { subscribers = ["group:crm@example.com"] } }
    sweep         = { operators = ["group:oncall@example.com"] }
  }

  assert {
    condition     = length(distinct(values(output.service_accounts))) == 6
    error_message = "Function, trigger, scheduler, builder, reader and pusher are six identities."
  }

  assert {
    condition = (
      google_cloudfunctions2_function.main["segment_user"].service_config[0].service_account_email == google_service_account.main["function"].email &&
      google_cloudfunctions2_function.main["segment_user"].event_trigger[0].service_account_email == google_service_account.main["trigger"].email &&
      google_cloudfunctions2_function.main["sweep"].service_config[0].service_account_email == google_service_account.main["function"].email &&
      google_cloudfunctions2_function.main["find_members"].service_config[0].service_account_email == google_service_account.main["reader"].email
    )
    error_message = "A function that names no account runs as the default one, which may edit the project."
  }

  assert {
    condition     = alltrue([for it in google_cloudfunctions2_function.main : it.build_config[0].service_account == google_service_account.main["builder"].id])
    error_message = "A build that names no account runs as the default one, which may edit the project."
  }

  assert {
    condition     = alltrue([for it in [google_project_iam_member.function_firestore, google_project_iam_member.reader_firestore[0]] : it.condition[0].expression == "resource.name == \"projects/acme-prod/databases/crm-eu\""])
    error_message = "Access to Firestore must be to the users' database alone."
  }

  assert {
    condition     = google_project_iam_member.function_firestore.member == google_service_account.main["function"].member && google_project_iam_member.reader_firestore[0].member == google_service_account.main["reader"].member
    error_message = "The function writes, the reader reads."
  }

  assert {
    condition     = google_cloudfunctions2_function.main["segment_user"].service_config[0].ingress_settings == "ALLOW_INTERNAL_ONLY" && google_cloud_run_v2_service_iam_member.trigger[0].member == google_service_account.main["trigger"].member && google_cloud_run_v2_service_iam_member.trigger[0].name == "segment-user"
    error_message = "SegmentUser hears Eventarc and nobody else."
  }

  assert {
    condition     = { for key, it in google_cloud_run_v2_service_iam_member.sweep : key => "${it.name} ${it.member} ${it.role}" } == { scheduler = "segue-sweep ${google_service_account.main["scheduler"].member} roles/run.invoker", "group:oncall@example.com" = "segue-sweep group:oncall@example.com roles/run.invoker" }
    error_message = "The sweep is called by the scheduler and the operators."
  }

  assert {
    condition     = [for it in google_cloud_run_v2_service_iam_member.find_members : "${it.name} ${it.member} ${it.role}"] == ["segue-find-members group:support@example.com roles/run.invoker"]
    error_message = "FindMembers is called by the readers."
  }

  assert {
    condition     = google_storage_bucket_iam_member.builder[0].bucket == google_storage_bucket.source[0].name && google_artifact_registry_repository_iam_member.builder[0].repository == "segue" && alltrue([for it in [google_storage_bucket_iam_member.builder[0].member, google_artifact_registry_repository_iam_member.builder[0].member, google_project_iam_member.builder_logs[0].member, google_project_iam_member.builder_source_copy[0].member] : it == google_service_account.main["builder"].member])
    error_message = "Bucket and repository are granted by themselves, to the builder."
  }

  assert {
    condition = [
      for it in [google_service_account_iam_member.trigger_tokens, google_service_account_iam_member.scheduler_tokens, google_service_account_iam_member.push_tokens[0]] :
      "${it.service_account_id} ${it.member}"
      ] == [
      "${google_service_account.main["trigger"].name} serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com",
      "${google_service_account.main["scheduler"].name} serviceAccount:service-123456789012@gcp-sa-cloudscheduler.iam.gserviceaccount.com",
      "${google_service_account.main["push"].name} serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com",
    ]
    error_message = "Who delivers needs a token of the account that is let in."
  }

  assert {
    condition     = google_project_iam_member.eventarc_agent[0].member == "serviceAccount:service-123456789012@gcp-sa-eventarc.iam.gserviceaccount.com"
    error_message = "An agent that was asked for gets no role by itself."
  }


  assert {
    condition     = [for it in google_pubsub_subscription_iam_member.subscriber : "${it.role} ${it.member}"] == ["roles/pubsub.subscriber group:crm@example.com"]
    error_message = "Whoever was named may pull, and nobody else."
  }
}
