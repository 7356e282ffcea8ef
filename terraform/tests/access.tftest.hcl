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

run "every_grant_by_default" {
  command = plan

  # While APIs are about to be turned on, the project's number is unknown.
  variables {
    enable_apis = false
  }

  assert {
    condition = toset([for it in output.grants : "${it.on} ${it.role} ${trimprefix(it.member, "serviceAccount:")}${it.condition == null ? "" : " if ${it.condition}"}"]) == toset([
      "projects/acme-prod roles/datastore.user segue-function@acme-prod.iam.gserviceaccount.com if resource.name == \"projects/acme-prod/databases/(default)\"",
      "projects/acme-prod roles/datastore.viewer segue-reader@acme-prod.iam.gserviceaccount.com if resource.name == \"projects/acme-prod/databases/(default)\"",
      "projects/acme-prod roles/eventarc.eventReceiver segue-trigger@acme-prod.iam.gserviceaccount.com",
      "projects/acme-prod roles/eventarc.serviceAgent service-123456789012@gcp-sa-eventarc.iam.gserviceaccount.com",
      "projects/acme-prod roles/logging.logWriter segue-builder@acme-prod.iam.gserviceaccount.com",
      "projects/acme-prod roles/storage.objectViewer segue-builder@acme-prod.iam.gserviceaccount.com if resource.name.startsWith(\"projects/_/buckets/gcf-v2-sources-123456789012-us-central1/\")",
      "acme-prod-segue-${substr(sha256("us-central1"), 0, 6)} roles/storage.objectViewer segue-builder@acme-prod.iam.gserviceaccount.com",
      "projects/acme-prod/locations/us-central1/repositories/segue roles/artifactregistry.writer segue-builder@acme-prod.iam.gserviceaccount.com",
      "projects/acme-prod/locations/us-central1/services/segment-user roles/run.invoker segue-trigger@acme-prod.iam.gserviceaccount.com",
      "projects/acme-prod/locations/us-central1/services/segue-sweep roles/run.invoker segue-scheduler@acme-prod.iam.gserviceaccount.com",
      "projects/acme-prod/serviceAccounts/segue-scheduler@acme-prod.iam.gserviceaccount.com roles/iam.serviceAccountOpenIdTokenCreator service-123456789012@gcp-sa-cloudscheduler.iam.gserviceaccount.com",
      "projects/acme-prod/serviceAccounts/segue-trigger@acme-prod.iam.gserviceaccount.com roles/iam.serviceAccountOpenIdTokenCreator service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com",
      "projects/acme-prod/subscriptions/segment-dead-letters roles/pubsub.subscriber segue-function@acme-prod.iam.gserviceaccount.com",
      "projects/acme-prod/topics/segment-changes roles/pubsub.publisher segue-function@acme-prod.iam.gserviceaccount.com",
      "projects/acme-prod/topics/segment-dead-letters roles/pubsub.publisher segue-function@acme-prod.iam.gserviceaccount.com",
      "projects/acme-prod/topics/segment-dead-letters roles/pubsub.publisher service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com",
    ])
    error_message = "A grant was added or changed; give it on the narrowest resource, and list it here: ${jsonencode(output.grants)}"
  }

  assert {
    condition = alltrue([
      for name in setunion(fileset(".", "*.tf"), fileset(".", "modules/*/*.tf")) : length(regexall("roles/(owner|editor|viewer|firebase\\.\\w+)\"|[-]compute@developer|all(Authenticated)?Users|_iam_policy\"|_iam_binding\"", file(name))) == 0
    ]) && !strcontains(output.platform_commands, "add-iam-policy-binding")
    error_message = "No basic role, no default compute account, nobody anonymous, and no grant that takes away others'."
  }
}

run "each_does_its_work_as_itself" {
  command = plan

  variables {
    database      = { name = "crm-eu", create = false }
    functions     = { find_members = { callers = ["group:support@example.com"] }, sweep = { callers = ["group:oncall@example.com"] } }
    region        = "europe-west4"
    subscriptions = { hook = { push = { endpoint = "https://crm.example.com" } }, worker = { subscribers = ["group:crm@example.com"] } }
  }

  assert {
    condition     = length(distinct(values(output.service_accounts))) == 6
    error_message = "Function, trigger, scheduler, builder, reader and pusher are six identities."
  }

  assert {
    condition = (
      google_cloudfunctions2_function.main["segment_user"].service_config[0].service_account_email == google_service_account.main["function"].email &&
      alltrue([for it in google_eventarc_trigger.main : it.service_account == google_service_account.main["trigger"].email]) &&
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
    condition     = alltrue([for it in output.grants : it.condition == "resource.name == \"projects/acme-prod/databases/crm-eu\"" if startswith(it.role, "roles/datastore.")])
    error_message = "Access to Firestore must be to the users' database alone."
  }

  assert {
    condition     = google_cloudfunctions2_function.main["segment_user"].service_config[0].ingress_settings == "ALLOW_INTERNAL_ONLY"
    error_message = "Only Eventarc calls SegmentUser."
  }

  assert {
    condition = toset([for it in output.grants : "${basename(it.on)} ${it.member}" if it.role == "roles/run.invoker"]) == toset([
      "segment-user ${google_service_account.main["trigger"].member}",
      "segue-sweep ${google_service_account.main["scheduler"].member}",
      "segue-sweep group:oncall@example.com",
      "segue-find-members group:support@example.com",
    ])
    error_message = "The trigger, the scheduler and the callers that were named may call."
  }

  assert {
    condition     = contains([for it in output.grants : "${it.on} ${it.member}"], "${google_service_account.main["push"].name} serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com")
    error_message = "Pub/Sub needs tokens of the account that pushes."
  }

  assert {
    condition     = [for it in output.grants : it.member if it.role == "roles/pubsub.subscriber" && !endswith(it.on, "segment-dead-letters")] == ["group:crm@example.com"]
    error_message = "Whoever was named may pull, and nobody else."
  }
}

run "without_rights_on_the_project" {
  command = plan

  variables {
    backfill      = { operators = ["group:data@example.com"] }
    create_iam    = false
    enable_apis   = false
    subscriptions = { history = { bigquery = {} }, files = { storage = { bucket = "acme-lake" } }, worker = { max_delivery_attempts = 5, subscribers = ["group:crm@example.com"] } }
  }

  assert {
    condition     = length(google_project_service.main) + length(google_project_service.resource_manager) + length(google_project_service_identity.main) + length(google_project_iam_member.main) == 0
    error_message = "There must be no API, no service identity and no grant on the project. (TerraformIT looks into the modules as well.)"
  }

  assert {
    condition     = length(output.grants) == length([for line in split("\n", output.platform_commands) : line if strcontains(line, "add-iam-policy-binding")]) && length(output.grants) == 33
    error_message = "Each of ${length(output.grants)} grants must have its command: ${output.platform_commands}"
  }

  assert {
    condition = length(setsubtract([
      "gcloud services enable cloudresourcemanager.googleapis.com artifactregistry.googleapis.com bigquery.googleapis.com cloudbuild.googleapis.com cloudfunctions.googleapis.com cloudscheduler.googleapis.com compute.googleapis.com dataflow.googleapis.com eventarc.googleapis.com firestore.googleapis.com iam.googleapis.com logging.googleapis.com monitoring.googleapis.com pubsub.googleapis.com run.googleapis.com storage.googleapis.com --project=acme-prod",
      "gcloud beta services identity create --service=pubsub.googleapis.com --project=acme-prod",
      "gcloud projects add-iam-policy-binding acme-prod --member='serviceAccount:segue-trigger@acme-prod.iam.gserviceaccount.com' --role=roles/eventarc.eventReceiver --condition=None",
      "gcloud projects add-iam-policy-binding acme-prod --member='serviceAccount:segue-function@acme-prod.iam.gserviceaccount.com' --role=roles/datastore.user --condition='title=segue,expression=resource.name == \"projects/acme-prod/databases/(default)\"'",
      "gcloud run services add-iam-policy-binding projects/acme-prod/locations/us-central1/services/segment-user --member='serviceAccount:segue-trigger@acme-prod.iam.gserviceaccount.com' --role=roles/run.invoker",
      "bq add-iam-policy-binding --table=true --member='serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com' --role=roles/bigquery.dataEditor acme-prod:segue.segment_changes",
    ], split("\n", output.platform_commands))) == 0
    error_message = "Somebody else must be able to run these: ${output.platform_commands}"
  }

  assert {
    condition     = contains(output.apis, "pubsub.googleapis.com") && contains(output.apis, "cloudresourcemanager.googleapis.com")
    error_message = "The list must name all APIs."
  }
}

run "with_keys" {
  command = plan

  variables {
    backfill      = {}
    database      = { location = "eur3" }
    enable_apis   = false
    region        = "europe-west4"
    rules_file    = "../src/main/resources/segments.yaml"
    subscriptions = { history = { bigquery = { location = "EU" } }, worker = { max_delivery_attempts = 5 } }
    kms_keys = {
      bigquery = "projects/acme-keys/locations/eu/keyRings/main/cryptoKeys/bigquery"
      database = "projects/acme-keys/locations/europe/keyRings/main/cryptoKeys/database"
      region   = "projects/acme-keys/locations/europe-west4/keyRings/main/cryptoKeys/region"
    }
  }

  assert {
    condition     = google_firestore_database.main[0].cmek_config[0].kms_key_name == var.kms_keys.database && alltrue([for it in [google_pubsub_topic.changes, google_pubsub_topic.dead_letters] : it.kms_key_name == var.kms_keys.region]) && alltrue([for it in google_cloudfunctions2_function.main : it.kms_key_name == var.kms_keys.region]) && google_secret_manager_secret.rules[0].replication[0].user_managed[0].replicas[0].customer_managed_encryption[0].kms_key_name == var.kms_keys.region
    error_message = "Database, topics, functions and secret must use the key of their location."
  }

  assert {
    condition = toset([for it in output.grants : "${basename(it.on)} ${it.member}" if it.role == "roles/cloudkms.cryptoKeyEncrypterDecrypter"]) == toset(concat(
      ["bigquery serviceAccount:bq-123456789012@bigquery-encryption.iam.gserviceaccount.com", "database serviceAccount:service-123456789012@gcp-sa-firestore.iam.gserviceaccount.com"],
      [
        for it in ["compute-system", "dataflow-service-producer-prod", "gcf-admin-robot", "gcp-sa-artifactregistry", "gcp-sa-eventarc", "gcp-sa-pubsub", "gcp-sa-secretmanager", "gs-project-accounts", "serverless-robot-prod"] :
        "region serviceAccount:service-123456789012@${it}.iam.gserviceaccount.com"
      ],
    ))
    error_message = "Each agent must be allowed to use the key of its location, and no other: ${jsonencode(output.grants)}"
  }

  assert {
    condition     = strcontains(output.plan_command, " --dataflowKmsKey=${var.kms_keys.region} ") || endswith(output.plan_command, " --dataflowKmsKey=${var.kms_keys.region}")
    error_message = "Jobs must use the key: ${output.plan_command}"
  }

  assert {
    condition     = contains([for it in output.grants : it.condition], "resource.name.startsWith(\"projects/_/buckets/gcf-v2-sources-123456789012-europe-west4-\")")
    error_message = "With a key, Cloud Functions copies the source into a bucket with a hash at the end of its name."
  }
}
