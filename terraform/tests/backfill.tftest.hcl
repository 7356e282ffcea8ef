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
    condition     = length(module.backfill) == 0 && length(setintersection(output.apis, ["compute.googleapis.com", "dataflow.googleapis.com"])) == 0
    error_message = "There must be neither a bucket, nor a grant, nor an API of Dataflow's."
  }
}

run "workers_and_operators" {
  command = plan

  assert {
    condition     = length(setsubtract(["compute.googleapis.com", "dataflow.googleapis.com", "storage.googleapis.com"], keys(google_project_service.main))) == 0
    error_message = "An API that a job calls is off."
  }

  assert {
    condition = toset([for it in module.backfill[0].grants : "${it.on} ${it.role} ${it.member}${it.condition == null ? "" : " if ${it.condition}"}"]) == toset(concat(
      flatten([
        for member in ["serviceAccount:segue-backfill@acme-prod.iam.gserviceaccount.com", "group:data@example.com"] : [
          "${output.backfill.bucket} roles/storage.legacyBucketReader ${member}",
          "${output.backfill.bucket} roles/storage.objectAdmin ${member}",
          "projects/acme-prod roles/datastore.user ${member} if resource.name == \"projects/acme-prod/databases/(default)\"",
          "projects/acme-prod/topics/segment-changes roles/pubsub.publisher ${member}",
        ]
      ]),
      [
        "projects/acme-prod roles/dataflow.developer group:data@example.com",
        "projects/acme-prod roles/dataflow.worker serviceAccount:segue-backfill@acme-prod.iam.gserviceaccount.com",
        "projects/acme-prod/serviceAccounts/segue-backfill@acme-prod.iam.gserviceaccount.com roles/iam.serviceAccountUser group:data@example.com",
      ],
    ))
    error_message = "Workers and operators need their bucket, the topic of changes, the users' database, and Dataflow: ${jsonencode(module.backfill[0].grants)}"
  }

  assert {
    condition     = output.backfill == { bucket = "acme-prod-segue-backfill-${substr(sha256("us-central1"), 0, 6)}", service_account = google_service_account.main["backfill"].email }
    error_message = "Operators must find bucket and account."
  }

  assert {
    condition     = output.plan_command == "GOOGLE_CLOUD_PROJECT='acme-prod' SEGUE_DATABASE='(default)' SEGUE_SEGMENTS='segments' SEGUE_TOPIC='segment-changes' ./segue plan --runner=DataflowRunner --project=acme-prod --region=us-central1 --tempLocation=gs://${output.backfill.bucket}/temp --stagingLocation=gs://${output.backfill.bucket}/staging/$(date +%F) --serviceAccount=segue-backfill@acme-prod.iam.gserviceaccount.com --maxNumWorkers=10"
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
    collections = { segments = "the boss's" }
    name_prefix = "ten-chars0"
    project_id  = "acme-of-thirty-characters-prod"
    region      = "europe-west1"
    rules_file  = "../src/main/resources/segments.yaml"
  }

  assert {
    condition     = strcontains(output.plan_command, " SEGUE_SEGMENTS='the boss'\\''s' ")
    error_message = "A quote must not end what the shell takes as one value: ${output.plan_command}"
  }

  assert {
    condition     = can(regex(" SEGUE_RULES='/.+/src/main/resources/segments.yaml' ", output.plan_command)) && !strcontains(output.plan_command, "/../")
    error_message = "A file of rules must be found from the repository's folder, and not be the packaged one: ${output.plan_command}"
  }

  assert {
    condition     = length(output.backfill.bucket) <= 63
    error_message = "The name of the bucket must be no longer than Google takes: ${output.backfill.bucket}"
  }

  assert {
    condition     = endswith(output.backfill_command, " --serviceAccount=data@acme-prod.iam.gserviceaccount.com --maxNumWorkers=50 --usePublicIps=false --network=main --subnetwork=regions/europe-west1/subnetworks/workers")
    error_message = "A network of one's own means no public addresses: ${output.backfill_command}"
  }
}

run "the_bucket" {
  command = plan

  module {
    source = "./modules/backfill"
  }

  variables {
    account      = { email = "data@acme-prod.iam.gserviceaccount.com", member = "serviceAccount:data@acme-prod.iam.gserviceaccount.com", name = "projects/-/serviceAccounts/data@acme-prod.iam.gserviceaccount.com" }
    bucket_name  = "acme-prod-segue-backfill"
    create_iam   = false
    database     = "projects/acme-prod/databases/(default)"
    environment  = { GOOGLE_CLOUD_PROJECT = "acme-prod", SEGUE_DATABASE = "(default)", SEGUE_SEGMENTS = "segments", SEGUE_TOPIC = "segment-changes" }
    kms_key_name = "projects/acme-keys/locations/eu/keyRings/main/cryptoKeys/region"
    labels       = {}
    project_id   = "acme-prod"
    region       = "europe-west1"
    rules_file   = null
    settings     = { keep_days = 3, location = "EU", max_workers = 50, network = null, operators = ["group:data@example.com"], subnetwork = null }
    topic        = "projects/acme-prod/topics/segment-changes"
    topic_id     = "projects/acme-prod/topics/segment-changes"
  }

  assert {
    condition     = google_storage_bucket.main.uniform_bucket_level_access && google_storage_bucket.main.public_access_prevention == "enforced" && google_storage_bucket.main.soft_delete_policy[0].retention_duration_seconds == 0 && [for it in google_storage_bucket.main.lifecycle_rule : "${one(it.action).type} ${one(it.condition).age}"] == ["Delete 3"]
    error_message = "Ids of users must not be public, and be deleted as soon as asked."
  }

  assert {
    condition     = google_storage_bucket.main.location == "EU" && google_storage_bucket.main.encryption[0].default_kms_key_name == var.kms_key_name
    error_message = "The bucket must be as asked."
  }

  assert {
    condition     = length(google_project_iam_member.main) + length(google_storage_bucket_iam_member.main) + length(google_pubsub_topic_iam_member.changes) + length(google_service_account_iam_member.operator) == 0
    error_message = "There must be no grant."
  }
}
