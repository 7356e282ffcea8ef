# What variables refuse. test.sh copies names.tf and variables*.tf here, so that each run plans nothing else.

run "names_that_google_refuses" {
  command = plan

  variables {
    accounts          = { builder = "me@example.com" }
    alerts            = { emails = ["ops@example"] }
    build             = { bucket = "Sources" }
    collections       = { segments = "a/b" }
    database          = { name = "Users" }
    dead_letter_topic = "goog-dead"
    environment       = { SEGUE_TOPIC = "mine" }
    labels            = { Team = "growth" }
    project_id        = "Acme"
    region            = "europe"
    rules_file        = "no-such.yaml"
    runtime           = "java17"
    trigger_region    = "EU"
    vpc               = { connector = "c", network = "n" }
  }

  expect_failures = [
    var.accounts, var.alerts, var.build, var.collections, var.database, var.dead_letter_topic, var.environment,
    var.labels, var.project_id, var.region, var.rules_file, var.runtime, var.trigger_region, var.vpc,
  ]
}

run "one_name_for_two_things" {
  command = plan

  variables {
    dead_letter_topic = "segment-changes"
    project_id        = "acme-prod"
  }

  expect_failures = [var.topic]
}

run "a_reserved_part_of_a_path" {
  command = plan

  variables {
    collections = { segments = "apps/../segments" }
    project_id  = "acme-prod"
  }

  expect_failures = [var.collections]
}

run "users_in_many_collections" {
  command = plan

  variables {
    project_id = "acme-prod"
    rules_file = "users_of_tenants.yaml"
  }

  expect_failures = [var.rules_file]
}

run "documents_that_are_not_below_users" {
  command = plan

  variables {
    project_id = "acme-prod"
    rules_file = "documents_of_other_users.yaml"
  }

  expect_failures = [var.rules_file]
}

run "nested_collections" {
  command = plan

  variables {
    collections = { segments = "apps/prod/segments" }
    project_id  = "acme-prod"
    rules_file  = "../changes/other_users.yaml"
  }
}

run "a_topic_that_google_refuses" {
  command = plan

  variables {
    project_id = "acme-prod"
    topic      = { name = "x" }
  }

  expect_failures = [var.topic]
}

run "places_that_are_none" {
  command = plan

  variables {
    database   = { location = "Europe" }
    project_id = "acme-prod"
    topic      = { persistence_region = "eu" }
  }

  expect_failures = [var.database, var.topic]
}

run "times_out_of_range" {
  command = plan

  variables {
    alerts     = { subscriber_backlog_minutes = 0 }
    database   = { backup_retention_days = 99 }
    project_id = "acme-prod"
    sweep      = { every_minutes = 7 }
    topic      = { retention_days = 32 }
  }

  expect_failures = [var.alerts, var.database, var.sweep, var.topic]
}

run "numbers_that_do_not_fit" {
  command = plan

  variables {
    log_ignored = 1.5
    project_id  = "acme-prod"
    sweep       = { jobs = 3 }
  }

  expect_failures = [var.log_ignored, var.sweep]
}

run "a_ratio_of_everything" {
  command = plan

  variables {
    alerts     = { error_ratio = 5 }
    project_id = "acme-prod"
  }

  expect_failures = [var.alerts]
}

run "timeouts_of_find_members" {
  command = plan

  variables {
    functions  = { find_members = { timeout_seconds = 10 } }
    project_id = "acme-prod"
  }

  expect_failures = [var.functions]
}

run "timeouts_of_segment_user_shorter_than_the_codes" {
  command = plan

  variables {
    functions  = { segment_user = { timeout_seconds = 60 } }
    project_id = "acme-prod"
  }

  expect_failures = [var.functions]
}

run "timeouts_of_the_sweep_shorter_than_the_codes" {
  command = plan

  variables {
    functions  = { sweep = { timeout_seconds = 110 } }
    project_id = "acme-prod"
  }

  expect_failures = [var.functions]
}

run "less_than_one_cpu" {
  command = plan

  variables {
    functions  = { sweep = { cpu = "0.5" } }
    project_id = "acme-prod"
  }

  expect_failures = [var.functions]
}

run "memory_without_a_unit" {
  command = plan

  variables {
    functions  = { segment_user = { memory = "512M" } }
    project_id = "acme-prod"
  }

  expect_failures = [var.functions]
}

run "more_memory_than_the_cpu_may_have" {
  command = plan

  variables {
    functions  = { find_members = { memory = "8Gi" } }
    project_id = "acme-prod"
  }

  expect_failures = [var.functions]
}

run "less_memory_than_the_cpu_needs" {
  command = plan

  variables {
    functions  = { segment_user = { cpu = "4", memory = "1Gi" } }
    project_id = "acme-prod"
  }

  expect_failures = [var.functions]
}

run "one_request_at_a_time" {
  command = plan

  variables {
    functions  = { sweep = { concurrency = 1 } }
    project_id = "acme-prod"
  }

  expect_failures = [var.functions]
}

run "more_instances_at_rest_than_by_default_at_work" {
  command = plan

  variables {
    functions  = { segment_user = { min_instances = 21 } }
    project_id = "acme-prod"
  }

  expect_failures = [var.functions]
}

run "more_instances_than_allowed" {
  command = plan

  variables {
    functions  = { find_members = { max_instances = 101 } }
    project_id = "acme-prod"
  }

  expect_failures = [var.functions]
}

run "callers_without_a_name" {
  command = plan

  variables {
    functions  = { find_members = { callers = ["allUsers"] } }
    project_id = "acme-prod"
  }

  expect_failures = [var.functions]
}

run "callers_of_segment_user" {
  command = plan

  variables {
    functions  = { segment_user = { callers = ["group:oncall@example.com"] } }
    project_id = "acme-prod"
  }

  expect_failures = [var.functions]
}

run "a_sweep_that_is_off" {
  command = plan

  variables {
    functions  = { sweep = { enabled = false } }
    project_id = "acme-prod"
  }

  expect_failures = [var.functions]
}

run "an_ingress_that_google_does_not_know" {
  command = plan

  variables {
    functions  = { sweep = { ingress = "internal" } }
    project_id = "acme-prod"
  }

  expect_failures = [var.functions]
}

run "segment_user_open_to_the_internet" {
  command = plan

  variables {
    functions  = { segment_user = { ingress = "ALLOW_ALL" } }
    project_id = "acme-prod"
  }

  expect_failures = [var.functions]
}

run "a_function_that_is_not_there" {
  command = plan

  variables {
    functions  = { trigger = {} }
    project_id = "acme-prod"
  }

  expect_failures = [var.functions]
}

run "an_image_that_cloud_run_refuses" {
  command = plan

  variables {
    image      = "quay.io/acme/segue@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    project_id = "acme-prod"
  }

  expect_failures = [var.image]
}

run "an_image_by_its_tag" {
  command = plan

  variables {
    image      = "europe-docker.pkg.dev/acme-prod/segue/segue:latest"
    project_id = "acme-prod"
  }

  expect_failures = [var.image]
}

run "neither_source_nor_image" {
  command = plan

  variables {
    build_from_source = false
    project_id        = "acme-prod"
  }

  expect_failures = [var.build_from_source]
}

run "a_policy_that_is_none" {
  command = plan

  variables {
    binary_authorization = "always"
    project_id           = "acme-prod"
  }

  expect_failures = [var.binary_authorization]
}

run "a_key_in_another_place" {
  command = plan

  variables {
    database   = { location = "eur3" }
    kms_keys   = { database = "projects/acme-keys/locations/eur3/keyRings/main/cryptoKeys/segue" }
    project_id = "acme-prod"
  }

  expect_failures = [var.kms_keys]
}

run "a_key_for_a_bucket_in_another_place" {
  command = plan

  variables {
    backfill   = { location = "EU" }
    kms_keys   = { region = "projects/acme-keys/locations/us-central1/keyRings/main/cryptoKeys/segue" }
    project_id = "acme-prod"
  }

  expect_failures = [var.kms_keys]
}

run "two_ways_of_delivery" {
  command = plan

  variables {
    project_id    = "acme-prod"
    subscriptions = { both = { bigquery = {}, push = { endpoint = "https://crm.example.com" } } }
  }

  expect_failures = [var.subscriptions]
}

run "pushes_in_the_clear" {
  command = plan

  variables {
    project_id    = "acme-prod"
    subscriptions = { hook = { push = { endpoint = "http://crm.example.com" } } }
  }

  expect_failures = [var.subscriptions]
}

run "tables_that_bigquery_refuses" {
  command = plan

  variables {
    project_id    = "acme-prod"
    subscriptions = { history = { bigquery = { table = "segment-changes" } } }
  }

  expect_failures = [var.subscriptions]
}

run "filters_on_the_data" {
  command = plan

  variables {
    project_id    = "acme-prod"
    subscriptions = { churned = { filter = "segment = \"churned\"" } }
  }

  expect_failures = [var.subscriptions]
}

run "too_few_attempts" {
  command = plan

  variables {
    project_id    = "acme-prod"
    subscriptions = { worker = { max_delivery_attempts = 4 } }
  }

  expect_failures = [var.subscriptions]
}

run "too_little_time_to_acknowledge" {
  command = plan

  variables {
    project_id    = "acme-prod"
    subscriptions = { worker = { ack_deadline_seconds = 9 } }
  }

  expect_failures = [var.subscriptions]
}

run "backoff_that_shrinks" {
  command = plan

  variables {
    project_id    = "acme-prod"
    subscriptions = { worker = { backoff_seconds = { minimum = 60, maximum = 30 } } }
  }

  expect_failures = [var.subscriptions]
}

run "prefixes_and_secrets_that_google_refuses" {
  command = plan

  variables {
    project_id  = "acme-prod"
    name_prefix = "EU"
    secrets     = { "1" = { secret = "token" } }
  }

  expect_failures = [var.name_prefix, var.secrets]
}

run "a_subscription_name_that_google_refuses" {
  command = plan

  variables {
    project_id    = "acme-prod"
    subscriptions = { "1st" = {} }
  }

  expect_failures = [var.subscriptions]
}

run "messages_kept_for_ever" {
  command = plan

  variables {
    project_id    = "acme-prod"
    subscriptions = { worker = { retention_days = 32 } }
  }

  expect_failures = [var.subscriptions]
}

run "a_project_in_a_domain" {
  command = plan

  variables {
    project_id = "example.com:acme"
  }

  expect_failures = [var.project_id]
}

run "a_prefix_that_makes_names_too_long" {
  command = plan

  variables {
    project_id  = "acme-prod"
    name_prefix = "marketing-eu"
  }

  expect_failures = [var.name_prefix]
}

run "undelivered_messages_among_dead_letters" {
  command = plan

  variables {
    project_id        = "acme-prod"
    dead_letter_topic = "segment-changes-undelivered"
  }

  expect_failures = [var.topic]
}

run "a_subscription_named_like_segues_own" {
  command = plan

  variables {
    project_id    = "acme-prod"
    subscriptions = { segment-dead-letters = {} }
  }

  expect_failures = [var.subscriptions]
}

run "two_subscriptions_that_write_one_table" {
  command = plan

  variables {
    project_id    = "acme-prod"
    subscriptions = { first = { bigquery = {} }, second = { bigquery = {} } }
  }

  expect_failures = [var.subscriptions]
}

run "one_dataset_in_two_places" {
  command = plan

  variables {
    project_id    = "acme-prod"
    subscriptions = { first = { bigquery = { table = "a" } }, second = { bigquery = { table = "b", location = "EU" } } }
  }

  expect_failures = [var.subscriptions]
}

run "exactly_once_to_an_endpoint" {
  command = plan

  variables {
    project_id    = "acme-prod"
    subscriptions = { hook = { exactly_once = true, push = { endpoint = "https://crm.example.com" } } }
  }

  expect_failures = [var.subscriptions]
}

run "subscribers_of_what_is_delivered_elsewhere" {
  command = plan

  variables {
    project_id    = "acme-prod"
    subscriptions = { history = { bigquery = {}, subscribers = ["group:crm@example.com"] } }
  }

  expect_failures = [var.subscriptions]
}

run "subscribers_without_a_name" {
  command = plan

  variables {
    project_id    = "acme-prod"
    subscriptions = { worker = { subscribers = ["allUsers"] } }
  }

  expect_failures = [var.subscriptions]
}

run "files_that_cloud_storage_refuses" {
  command = plan

  variables {
    project_id    = "acme-prod"
    subscriptions = { files = { storage = { bucket = "acme-lake", max_seconds = 10 } } }
  }

  expect_failures = [var.subscriptions]
}

run "secrets_that_are_settings" {
  command = plan

  variables {
    project_id  = "acme-prod"
    environment = { TOKEN = "x" }
    secrets     = { TOKEN = { secret = "token" } }
  }

  expect_failures = [var.secrets]
}

run "a_network_and_a_connector" {
  command = plan

  variables {
    project_id = "acme-prod"
    vpc        = { connector = "c", subnetwork = "s", egress = "NONE" }
  }

  expect_failures = [var.vpc]
}

run "channels_that_are_none" {
  command = plan

  variables {
    project_id = "acme-prod"
    alerts     = { channels = ["ops"], runbook_url = "runbook.md" }
  }

  expect_failures = [var.alerts]
}

run "backfill_nowhere" {
  command = plan

  variables {
    project_id = "acme-prod"
    backfill   = { location = "Europe" }
  }

  expect_failures = [var.backfill]
}

run "backfill_loses_its_files" {
  command = plan

  variables {
    project_id = "acme-prod"
    backfill   = { keep_days = 2 }
  }

  expect_failures = [var.backfill]
}

run "backfill_without_workers" {
  command = plan

  variables {
    project_id = "acme-prod"
    backfill   = { max_workers = 0 }
  }

  expect_failures = [var.backfill]
}

run "backfill_in_a_network_that_is_none" {
  command = plan

  variables {
    project_id = "acme-prod"
    backfill   = { network = "global/networks/main" }
  }

  expect_failures = [var.backfill]
}

run "backfill_by_nobody_in_particular" {
  command = plan

  variables {
    project_id = "acme-prod"
    backfill   = { operators = ["allUsers"] }
  }

  expect_failures = [var.backfill]
}

run "backfill_in_a_subnetwork_elsewhere" {
  command = plan

  variables {
    project_id = "acme-prod"
    backfill   = { subnetwork = "regions/europe-west1/subnetworks/main" }
  }

  expect_failures = [var.backfill]
}

run "an_image_on_eu_gcr_io" {
  command = plan

  variables {
    image      = "eu.gcr.io/acme/segue@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    project_id = "acme-prod"
  }
}

run "an_image_on_docker_io" {
  command = plan

  variables {
    image      = "docker.io/acme/segue@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    project_id = "acme-prod"
  }
}

run "an_image_on_ghcr_io" {
  command = plan

  variables {
    image      = "ghcr.io/acme/segue@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    project_id = "acme-prod"
  }
}

run "an_image_on_europe_docker_pkg_dev" {
  command = plan

  variables {
    image      = "europe-docker.pkg.dev/acme/segue@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    project_id = "acme-prod"
  }
}

run "every_refusal_says_what_is_wrong_and_what_is_allowed" {
  command = plan

  variables {
    project_id = "acme-prod"
  }

  assert {
    condition = alltrue([
      for it in regexall("error_message = (.+)", join("\n", [for name in fileset(".", "variables*.tf") : file(name)])) : strcontains(it[0], "$${") && strcontains(it[0], "allowed")
    ]) && var.project_id == "acme-prod"
    error_message = "A message must name the value and what is allowed."
  }

  assert {
    condition = toset(flatten([
      for it in split("\nvariable ", join("\n", [for name in fileset(".", "variables*.tf") : file(name)])) : regex("^(?:variable )?\"(\\w+)\"", it) if !strcontains(it, "validation {")
    ])) == toset(["create_iam", "deletion_protection", "enable_apis", "grant_eventarc_agent"]) && var.project_id == "acme-prod"
    error_message = "Only a bool needs no validation."
  }

  assert {
    condition = alltrue([
      for it in split("\nvariable ", join("\n", [for name in fileset(".", "variables*.tf") : file(name)])) : can(regex("(?m)^  description +=", it)) && can(regex("(?m)^  type +=", it))
    ]) && var.project_id == "acme-prod"
    error_message = "Every variable has a description and a type."
  }

  # Until 7.45 an update of a dataset could overwrite grants on its tables.
  assert {
    condition = alltrue([
      for it in regexall("source += \"hashicorp/google(?:-beta)?\"\\s+version += \"(?:>=|~>) 7\\.(\\d+)", join("\n", [for name in fileset("../..", "**/versions.tf") : file("../../${name}")])) : tonumber(it[0]) >= 45
    ]) && var.project_id == "acme-prod"
    error_message = "Google's providers must be 7.45 or newer."
  }
}
