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
  backfill   = { operators = ["group:data@example.com"] }
}

run "nothing_unless_asked_for" {
  command = plan

  variables {
    backfill = null
  }

  assert {
    condition     = output.backfill == null && output.plan_command == null && output.backfill_command == null && !contains(keys(output.service_accounts), "backfill")
    error_message = "There must be neither an account nor a command."
  }

  assert {
    condition     = length(google_storage_bucket.backfill) == 0 && length(setintersection(keys(google_project_service.main), ["compute.googleapis.com", "dataflow.googleapis.com"])) == 0
    error_message = "There must be neither a bucket nor an API of Dataflow's."
  }

  assert {
    condition     = length(google_project_iam_member.backfill_firestore) + length(google_project_iam_member.backfill_operator) + length(google_project_iam_member.backfill_worker) + length(google_pubsub_topic_iam_member.backfill_publishes_changes) + length(google_service_account_iam_member.backfill_operator) == 0
    error_message = "There must be no grant."
  }
}

run "workers_and_operators" {
  command = plan

  assert {
    condition     = length(setsubtract(["compute.googleapis.com", "dataflow.googleapis.com", "storage.googleapis.com"], keys(google_project_service.main))) == 0
    error_message = "An API that a job calls is off."
  }

  assert {
    condition = {
      for name, its in {
        on_bucket = concat(values(google_storage_bucket_iam_member.backfill_looks), values(google_storage_bucket_iam_member.backfill_writes))
        on_topic  = values(google_pubsub_topic_iam_member.backfill_publishes_changes)
      } : name => toset([for it in its : "${try(it.bucket, it.topic)} ${it.role} ${it.member}"])
      } == {
      on_bucket = toset([
        "${google_storage_bucket.backfill[0].name} roles/storage.legacyBucketReader ${google_service_account.main["backfill"].member}",
        "${google_storage_bucket.backfill[0].name} roles/storage.legacyBucketReader group:data@example.com",
        "${google_storage_bucket.backfill[0].name} roles/storage.objectAdmin ${google_service_account.main["backfill"].member}",
        "${google_storage_bucket.backfill[0].name} roles/storage.objectAdmin group:data@example.com",
      ])
      on_topic = toset([
        "segment-changes roles/pubsub.publisher ${google_service_account.main["backfill"].member}",
        "segment-changes roles/pubsub.publisher group:data@example.com",
      ])
    }
    error_message = "Workers and operators need their own bucket and the topic of changes, and no other."
  }

  assert {
    condition     = { for it in google_project_iam_member.backfill_firestore : it.member => it.condition[0].expression } == { for it in [google_service_account.main["backfill"].member, "group:data@example.com"] : it => "resource.name == \"projects/acme-prod/databases/(default)\"" }
    error_message = "Workers and operators need the users' database alone."
  }

  assert {
    condition     = [for it in google_project_iam_member.backfill_worker : it.member] == [google_service_account.main["backfill"].member] && [for it in google_project_iam_member.backfill_operator : it.member] == ["group:data@example.com"]
    error_message = "The account works, the operators start jobs."
  }

  assert {
    condition     = [for it in google_service_account_iam_member.backfill_operator : "${it.service_account_id} ${it.role} ${it.member}"] == ["${google_service_account.main["backfill"].name} roles/iam.serviceAccountUser group:data@example.com"]
    error_message = "Operators let jobs run as the workers' account, and as no other."
  }

  assert {
    condition     = google_storage_bucket.backfill[0].uniform_bucket_level_access && google_storage_bucket.backfill[0].public_access_prevention == "enforced" && google_storage_bucket.backfill[0].soft_delete_policy[0].retention_duration_seconds == 0 && [for it in google_storage_bucket.backfill[0].lifecycle_rule : "${one(it.action).type} ${one(it.condition).age}"] == ["Delete 7"]
    error_message = "Ids of users must not be public, and be gone after a week."
  }

  assert {
    condition     = google_storage_bucket.backfill[0].location == "us-central1" && output.backfill == { bucket = google_storage_bucket.backfill[0].name, service_account = google_service_account.main["backfill"].email }
    error_message = "The bucket is where the workers are."
  }

  assert {
    condition     = output.plan_command == "GOOGLE_CLOUD_PROJECT='acme-prod' SEGUE_DATABASE='(default)' SEGUE_SEGMENTS='segments' SEGUE_TOPIC='segment-changes' SEGUE_USERS='users' ./segue plan --runner=DataflowRunner --project=acme-prod --region=us-central1 --tempLocation=gs://${output.backfill.bucket}/temp --stagingLocation=gs://${output.backfill.bucket}/staging/$(date +%F) --serviceAccount=segue-backfill@acme-prod.iam.gserviceaccount.com --maxNumWorkers=10"
    error_message = "The command is ${output.plan_command}"
  }

  assert {
    condition     = output.backfill_command == replace(output.plan_command, "./segue plan", "./segue backfill")
    error_message = "Both commands take the same, but one is ${output.backfill_command}"
  }
}

run "as_asked" {
  command = plan

  variables {
    accounts    = { backfill = "data@acme-prod.iam.gserviceaccount.com" }
    backfill    = { keep_days = 3, location = "EU", max_workers = 50, network = "main", subnetwork = "regions/europe-west1/subnetworks/workers" }
    collections = { users = "the boss's" }
    name_prefix = "ten-chars0"
    project_id  = "acme-of-thirty-characters-prod"
    region      = "europe-west1"
    rules_file  = "../src/main/resources/segments.yaml"
  }

  assert {
    condition     = strcontains(output.plan_command, " SEGUE_USERS='the boss'\\''s' ")
    error_message = "A quote must not end what the shell takes as one value: ${output.plan_command}"
  }

  assert {
    condition     = can(regex(" SEGUE_RULES='/.+/src/main/resources/segments.yaml' ", output.plan_command)) && !strcontains(output.plan_command, "/../")
    error_message = "A file of rules must be found from the repository's folder, and not be the packaged one: ${output.plan_command}"
  }

  assert {
    condition     = endswith(output.backfill_command, " --serviceAccount=data@acme-prod.iam.gserviceaccount.com --maxNumWorkers=50 --usePublicIps=false --network=main --subnetwork=regions/europe-west1/subnetworks/workers")
    error_message = "A network of one's own means no public addresses: ${output.backfill_command}"
  }

  assert {
    condition     = google_storage_bucket.backfill[0].location == "EU" && one(one(google_storage_bucket.backfill[0].lifecycle_rule).condition).age == 3 && length(google_storage_bucket.backfill[0].name) <= 63
    error_message = "The bucket must be as asked, and its name no longer than Google takes."
  }
}
