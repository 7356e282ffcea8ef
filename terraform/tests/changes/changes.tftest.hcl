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
  project_id   = "acme-prod"
  alerts       = { emails = ["a@example.com", "b@example.com"] }
  backfill     = { operators = ["group:data@example.com"] }
  find_members = { readers = ["group:support@example.com"] }
  rules_file   = "../src/main/resources/segments.yaml"
  secrets      = { TOKEN = { secret = "token" } }
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

# alerts.emails, one less
run "alerts_emails_one_less" {
  command = plan

  variables {
    alerts = { emails = ["a@example.com"] }
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

# backfill.keep_days
run "backfill_keep_days" {
  command = plan

  variables {
    backfill = { keep_days = 30, operators = ["group:data@example.com"] }
  }
}

# backfill.location
run "backfill_location" {
  command = plan

  variables {
    backfill = { location = "US", operators = ["group:data@example.com"] }
  }
}

# backfill.operators, one less
run "backfill_operators_one_less" {
  command = plan

  variables {
    backfill = {}
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

# collections.users
run "collections_users" {
  command = plan

  variables {
    collections = { users = "members" }
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

# database.point_in_time_recovery = false
run "database_point_in_time_recovery_false" {
  command = plan

  variables {
    database = { point_in_time_recovery = false }
  }
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

# environment
run "environment" {
  command = plan

  variables {
    environment = { TEAM = "growth" }
  }
}

# find_members = null
run "find_members_null" {
  command = plan

  variables {
    find_members = null
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

# labels
run "labels" {
  command = plan

  variables {
    labels = { team = "growth" }
  }
}

# name_prefix
run "name_prefix" {
  command = plan

  variables {
    name_prefix = "eu"
  }
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
    region = "europe-west4"
  }

  expect_failures = [google_bigquery_dataset.main, google_firestore_database.main]
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

# rules_file = null
run "rules_file_null" {
  command = plan

  variables {
    rules_file = null
  }
}

# runtime
run "runtime" {
  command = plan

  variables {
    runtime = "java25"
  }
}

# secrets, one less
run "secrets_one_less" {
  command = plan

  variables {
    secrets = {}
  }
}

# segment_user.memory
run "segment_user_memory" {
  command = plan

  variables {
    segment_user = { memory = "1Gi" }
  }
}

# source_beside_image = true, with image
run "source_beside_image_true_with_image" {
  command = plan

  variables {
    image               = "europe-docker.pkg.dev/acme-prod/segue/segue@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    source_beside_image = true
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

# subscriptions.*.push.endpoint
run "subscriptions_push_endpoint" {
  command = plan

  variables {
    subscriptions = {
      history  = { bigquery = {} }
      win-back = { push = { endpoint = "https://new.example.com" }, max_delivery_attempts = 20 }
      worker   = { subscribers = ["group:crm@example.com"], max_delivery_attempts = 20 }
    }
  }
}

# subscriptions.*.retention_days
run "subscriptions_retention_days" {
  command = plan

  variables {
    subscriptions = {
      history  = { bigquery = {} }
      win-back = { retention_days = 3, push = { endpoint = "https://crm.example.com" }, max_delivery_attempts = 20 }
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

# sweep.every_minutes
run "sweep_every_minutes" {
  command = plan

  variables {
    sweep = { every_minutes = 5 }
  }
}

# topic.name
run "topic_name" {
  command = plan

  variables {
    topic = { name = "moves" }
  }
}

# topic.persistence_regions
run "topic_persistence_regions" {
  command = plan

  variables {
    topic = { persistence_regions = ["europe-west1"] }
  }
}

# topic.retention_days
run "topic_retention_days" {
  command = plan

  variables {
    topic = { retention_days = 14 }
  }
}

# trigger_region
run "trigger_region" {
  command = plan

  variables {
    trigger_region = "nam5"
  }
}

# vpc
run "vpc" {
  command = plan

  variables {
    vpc = { connector = "projects/acme-prod/locations/us-central1/connectors/main" }
  }
}

run "replaced_dead_letters_topic" {
  command = plan

  plan_options {
    replace = [google_pubsub_topic.dead_letters]
  }
}

run "replaced_changes_topic" {
  command = plan

  plan_options {
    replace = [google_pubsub_topic.changes]
  }
}

run "replaced_undelivered_topic" {
  command = plan

  plan_options {
    replace = [google_pubsub_topic.undelivered[0]]
  }
}

run "replaced_dead_letters_subscription" {
  command = plan

  plan_options {
    replace = [google_pubsub_subscription.dead_letters]
  }
}

run "replaced_subscription" {
  command = plan

  plan_options {
    replace = [google_pubsub_subscription.main["worker"]]
  }
}

run "replaced_table" {
  command = plan

  plan_options {
    replace = [google_bigquery_table.main["history"]]
  }
}

run "replaced_segment_user" {
  command = plan

  plan_options {
    replace = [google_cloudfunctions2_function.main["segment_user"]]
  }
}

run "replaced_sweep" {
  command = plan

  plan_options {
    replace = [google_cloudfunctions2_function.main["sweep"]]
  }
}

run "replaced_find_members" {
  command = plan

  plan_options {
    replace = [google_cloudfunctions2_function.main["find_members"]]
  }
}

run "replaced_bucket" {
  command = plan

  plan_options {
    replace = [google_storage_bucket.source[0]]
  }
}

run "replaced_images" {
  command = plan

  plan_options {
    replace = [google_artifact_registry_repository.images[0]]
  }
}

run "replaced_secret" {
  command = plan

  plan_options {
    replace = [google_secret_manager_secret.rules[0]]
  }
}

# Not in the table; the order in which it is applied is what counts.

run "applied_rules_file_null" {
  variables {
    rules_file = null
  }
}
