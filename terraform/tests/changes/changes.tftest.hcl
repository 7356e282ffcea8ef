# What a change does to what is there: each run plans one, on the state that the first run left. The
# table in README.md, "Changing your mind", is made of these plans.
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
  alerts     = { emails = ["a@example.com", "b@example.com"] }
  backfill   = { operators = ["group:data@example.com"] }
  functions  = { find_members = { callers = ["group:support@example.com"] } }
  rules_file = "tests/changes/rules.yaml"
  secrets    = { TOKEN = { secret = "token" } }
  subscriptions = {
    history  = { bigquery = {} }
    win-back = { push = { endpoint = "https://crm.example.com" }, max_delivery_attempts = 20 }
    worker   = { subscribers = ["group:crm@example.com"], max_delivery_attempts = 20 }
  }
}

run "apply" {}

run "nothing" {
  command = plan
}

# accounts.function
run "accounts_function" {
  command = plan

  variables {
    accounts = { function = "segue@acme-prod.iam.gserviceaccount.com" }
  }
}

# all others, at once
run "all_others_at_once" {
  command = plan

  variables {
    alerts               = { emails = ["a@example.com", "b@example.com", "c@example.com"] }
    backfill             = { keep_days = 30, operators = ["group:data@example.com"] }
    binary_authorization = "default"
    database             = { point_in_time_recovery = false }
    environment          = { TEAM = "growth" }
    functions            = { find_members = { callers = ["group:support@example.com"] }, segment_user = { memory = "1Gi" } }
    labels               = { team = "growth" }
    log_ignored          = 1
    runtime              = "java25"
    sweep                = { every_minutes = 5 }
    topic                = { retention_days = 14 }
    vpc                  = { connector = "projects/acme-prod/locations/us-central1/connectors/main" }
    subscriptions = {
      history  = { bigquery = {} }
      win-back = { push = { endpoint = "https://new.example.com" }, max_delivery_attempts = 20 }
      worker   = { subscribers = ["group:crm@example.com"], max_delivery_attempts = 20, retention_days = 3 }
    }
  }
}

# alerts.enabled = false
run "alerts_enabled_false" {
  command = plan

  variables {
    alerts = { emails = ["a@example.com", "b@example.com"], enabled = false }
  }
}

# backfill = null
run "backfill_null" {
  command = plan

  variables {
    backfill = null
  }
}

# backfill.location
run "backfill_location" {
  command = plan

  variables {
    backfill = { location = "US", operators = ["group:data@example.com"] }
  }
}

# build.bucket
run "build_bucket" {
  command = plan

  variables {
    build = { bucket = "acme-sources" }
  }
}

# collections.segments
run "collections_segments" {
  command = plan

  variables {
    collections = { segments = "groups" }
  }
}

# create_iam = false
run "create_iam_false" {
  command = plan

  variables {
    create_iam = false
  }
}

# database.backup_retention_days = 0
run "database_backup_retention_days_0" {
  command = plan

  variables {
    database = { backup_retention_days = 0 }
  }
}

# database.create = false
run "database_create_false" {
  command = plan

  variables {
    database = { create = false }
  }
}

# database.location
run "database_location" {
  command = plan

  variables {
    database = { location = "eur3" }
  }

  expect_failures = [google_firestore_database.main]
}

# database.name
run "database_name" {
  command = plan

  variables {
    database = { name = "crm-eu" }
  }

  expect_failures = [google_firestore_database.main]
}

# dead_letter_topic
run "dead_letter_topic" {
  command = plan

  variables {
    dead_letter_topic = "lost"
  }
}

# deletion_protection = false
run "deletion_protection_false" {
  command = plan

  variables {
    deletion_protection = false
  }
}

# enable_apis = false
run "enable_apis_false" {
  command = plan

  variables {
    enable_apis = false
  }
}

# functions.find_members.enabled = false
run "functions_find_members_enabled_false" {
  command = plan

  variables {
    functions = { find_members = { enabled = false } }
  }
}

# grant_eventarc_agent = false
run "grant_eventarc_agent_false" {
  command = plan

  variables {
    grant_eventarc_agent = false
  }
}

# image
run "image" {
  command = plan

  variables {
    image = "europe-docker.pkg.dev/acme-prod/segue/segue@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
  }
}

# build_from_source = false, with an image at once
run "build_from_source_false_with_an_image_at_once" {
  command = plan

  variables {
    build_from_source = false
    image             = "europe-docker.pkg.dev/acme-prod/segue/segue@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
  }

  expect_failures = [terraform_data.way]
}

# kms_keys
run "kms_keys" {
  command = plan

  variables {
    kms_keys = {
      bigquery = "projects/acme-keys/locations/us-central1/keyRings/main/cryptoKeys/bigquery"
      database = "projects/acme-keys/locations/us-central1/keyRings/main/cryptoKeys/database"
      region   = "projects/acme-keys/locations/us-central1/keyRings/main/cryptoKeys/region"
    }
  }
}

# name_prefix
run "name_prefix" {
  command = plan

  variables {
    name_prefix = "eu"
  }

  expect_failures = [terraform_data.origin]
}

# project_id
run "project_id" {
  command = plan

  variables {
    project_id = "acme-test"
  }

  expect_failures = [google_firestore_database.main]
}

# region
run "region" {
  command = plan

  variables {
    region        = "europe-west4"
    subscriptions = {}
  }

  expect_failures = [google_firestore_database.main]
}

# region, with database.location and bigquery.location as they were
run "region_with_database_location_and_bigquery_location_as_they_were" {
  command = plan

  variables {
    region   = "europe-west4"
    database = { location = "us-central1" }
    subscriptions = {
      history  = { bigquery = { location = "us-central1" } }
      win-back = { push = { endpoint = "https://crm.example.com" }, max_delivery_attempts = 20 }
      worker   = { subscribers = ["group:crm@example.com"], max_delivery_attempts = 20 }
    }
  }
}

# rules_file, another
run "rules_file_another" {
  command = plan

  variables {
    rules_file = "tests/changes/other_rules.yaml"
  }
}

# rules_file, with one path of documents more
run "rules_file_with_one_path_of_documents_more" {
  command = plan

  variables {
    rules_file = "tests/changes/more_documents.yaml"
  }
}

# rules_file, with one path of documents less
run "rules_file_with_one_path_of_documents_less" {
  command = plan

  variables {
    rules_file = "../src/main/resources/segments.yaml"
  }
}

# rules_file, with other users
run "rules_file_with_other_users" {
  command = plan

  variables {
    rules_file = "tests/changes/other_users.yaml"
  }
}

# rules_file = null
run "rules_file_null" {
  command = plan

  variables {
    rules_file = null
  }
}

# secrets, one less
run "secrets_one_less" {
  command = plan

  variables {
    secrets = {}
  }
}

# subscriptions, one less
run "subscriptions_one_less" {
  command = plan

  variables {
    subscriptions = {
      win-back = { push = { endpoint = "https://crm.example.com" }, max_delivery_attempts = 20 }
      worker   = { subscribers = ["group:crm@example.com"], max_delivery_attempts = 20 }
    }
  }
}

# subscriptions.*.bigquery.table
run "subscriptions_bigquery_table" {
  command = plan

  variables {
    subscriptions = {
      history  = { bigquery = { table = "moves" } }
      win-back = { push = { endpoint = "https://crm.example.com" }, max_delivery_attempts = 20 }
      worker   = { subscribers = ["group:crm@example.com"], max_delivery_attempts = 20 }
    }
  }
}

# subscriptions.*.filter
run "subscriptions_filter" {
  command = plan

  variables {
    subscriptions = {
      history  = { bigquery = {} }
      win-back = { filter = "attributes.segment = \"churned\"", push = { endpoint = "https://crm.example.com" }, max_delivery_attempts = 20 }
      worker   = { subscribers = ["group:crm@example.com"], max_delivery_attempts = 20 }
    }
  }
}

# subscriptions.*.ordering
run "subscriptions_ordering" {
  command = plan

  variables {
    subscriptions = {
      history  = { bigquery = {} }
      win-back = { ordering = false, push = { endpoint = "https://crm.example.com" }, max_delivery_attempts = 20 }
      worker   = { subscribers = ["group:crm@example.com"], max_delivery_attempts = 20 }
    }
  }
}

# subscriptions.*.subscribers, one less
run "subscriptions_subscribers_one_less" {
  command = plan

  variables {
    subscriptions = {
      history  = { bigquery = {} }
      win-back = { push = { endpoint = "https://crm.example.com" }, max_delivery_attempts = 20 }
      worker   = { max_delivery_attempts = 20 }
    }
  }
}

# topic.name
run "topic_name" {
  command = plan

  variables {
    topic = { name = "moves" }
  }
}

# topic.persistence_region
run "topic_persistence_region" {
  command = plan

  variables {
    topic = { persistence_region = "europe-west1" }
  }
}

# trigger_region
run "trigger_region" {
  command = plan

  variables {
    trigger_region = "nam5"
  }
}

run "replaced" {
  command = plan

  plan_options {
    replace = [
      google_cloudfunctions2_function.main["find_members"],
      google_cloudfunctions2_function.main["segment_user"],
      google_cloudfunctions2_function.main["sweep"],
      google_pubsub_subscription.dead_letters,
      google_pubsub_topic.changes,
      google_pubsub_topic.dead_letters,
      google_secret_manager_secret.rules[0],
      module.bigquery.google_bigquery_table.main["history"],
      module.build[0].google_artifact_registry_repository.images,
      module.build[0].google_storage_bucket.source[0],
      module.subscriptions.google_pubsub_subscription.main["win-back"],
      module.subscriptions.google_pubsub_subscription.main["worker"],
      module.subscriptions.google_pubsub_topic.undelivered[0],
    ]
  }
}

# Not in the table: applied, for the order in which that happens.

run "applied_rules_file_null" {
  variables {
    rules_file = null
  }
}

run "applied_image" {
  variables {
    image = "europe-docker.pkg.dev/acme-prod/segue/segue@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
  }
}

run "applied_image_alone" {
  variables {
    build_from_source = false
    image             = "europe-docker.pkg.dev/acme-prod/segue/segue@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
  }
}

# build_from_source, with an image
run "build_from_source_with_an_image" {
  command = plan

  variables {
    image = "europe-docker.pkg.dev/acme-prod/segue/segue@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
  }
}

# image, another
run "image_another" {
  command = plan

  variables {
    build_from_source = false
    image             = "europe-docker.pkg.dev/acme-prod/segue/segue@sha256:1f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
  }
}

# image, on ghcr.io
run "image_on_ghcr" {
  command = plan

  variables {
    build_from_source = false
    image             = "ghcr.io/segue-dev/segue@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
  }
}

# image = null, without the functions from source
run "image_null_without_the_functions_from_source" {
  command = plan

  expect_failures = [terraform_data.way]
}

run "replaced_services" {
  command = plan

  variables {
    build_from_source = false
    image             = "europe-docker.pkg.dev/acme-prod/segue/segue@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
  }

  plan_options {
    replace = [
      google_cloud_run_v2_service.main["find_members"],
      google_cloud_run_v2_service.main["segment_user"],
      google_cloud_run_v2_service.main["sweep"],
    ]
  }
}

run "applied_source_again" {
  variables {
    image = "europe-docker.pkg.dev/acme-prod/segue/segue@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
  }
}

# image = null
run "image_null" {
  command = plan
}

run "applied_source_alone" {}

run "nothing_in_the_end" {
  command = plan
}
