# On the variables alone: what they refuse is refused before anything is planned.

run "names_that_google_refuses" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    accounts          = { builder = "me@example.com" }
    alerts            = { emails = ["ops@example"] }
    build             = { bucket = "Sources" }
    collections       = { users = "a/b" }
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

  module {
    source = "./tests/variables"
  }

  variables {
    collections       = { users = "users", segments = "users" }
    dead_letter_topic = "segment-changes"
    project_id        = "acme-prod"
  }

  expect_failures = [var.collections, var.topic]
}

run "a_topic_that_google_refuses" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    project_id = "acme-prod"
    topic      = { name = "x" }
  }

  expect_failures = [var.topic]
}

run "places_that_are_none" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    database   = { location = "Europe" }
    project_id = "acme-prod"
    topic      = { persistence_regions = ["eu"] }
  }

  expect_failures = [var.database, var.topic]
}

run "times_out_of_range" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    alerts     = { subscriber_backlog_minutes = 0 }
    database   = { backup_retention_days = 99 }
    project_id = "acme-prod"
    sweep      = { every_minutes = 7 }
    topic      = { retention_days = 32 }
  }

  expect_failures = [var.alerts, var.database, var.sweep, var.topic]
}

run "a_ratio_of_everything" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    alerts     = { error_ratio = 5 }
    project_id = "acme-prod"
  }

  expect_failures = [var.alerts]
}

run "timeouts_shorter_than_the_codes" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    find_members = { timeout_seconds = 10 }
    project_id   = "acme-prod"
    segment_user = { timeout_seconds = 60 }
    sweep        = { timeout_seconds = 110 }
  }

  expect_failures = [var.find_members, var.segment_user, var.sweep]
}

run "less_than_one_cpu" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    find_members = { cpu = "0.5" }
    project_id   = "acme-prod"
    segment_user = { cpu = "0.5" }
    sweep        = { cpu = "0.5" }
  }

  expect_failures = [var.find_members, var.segment_user, var.sweep]
}

run "memory_without_a_unit" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    find_members = { memory = "512" }
    project_id   = "acme-prod"
    segment_user = { memory = "512M" }
    sweep        = { memory = "half" }
  }

  expect_failures = [var.find_members, var.segment_user, var.sweep]
}

run "one_request_at_a_time" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    find_members = { concurrency = 1 }
    project_id   = "acme-prod"
    segment_user = { concurrency = 1 }
    sweep        = { concurrency = 1 }
  }

  expect_failures = [var.find_members, var.segment_user, var.sweep]
}

run "more_instances_at_rest_than_at_work" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    find_members = { min_instances = 6 }
    project_id   = "acme-prod"
    segment_user = { min_instances = 21 }
    sweep        = { min_instances = 3 }
  }

  expect_failures = [var.find_members, var.segment_user, var.sweep]
}

run "callers_without_a_name" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    find_members = { readers = ["allUsers"] }
    project_id   = "acme-prod"
    sweep        = { operators = ["allAuthenticatedUsers"] }
  }

  expect_failures = [var.find_members, var.sweep]
}

run "two_ways_of_delivery" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    project_id    = "acme-prod"
    subscriptions = { both = { bigquery = {}, push = { endpoint = "https://crm.example.com" } } }
  }

  expect_failures = [var.subscriptions]
}

run "pushes_in_the_clear" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    project_id    = "acme-prod"
    subscriptions = { hook = { push = { endpoint = "http://crm.example.com" } } }
  }

  expect_failures = [var.subscriptions]
}

run "tables_that_bigquery_refuses" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    project_id    = "acme-prod"
    subscriptions = { history = { bigquery = { table = "segment-changes" } } }
  }

  expect_failures = [var.subscriptions]
}

run "filters_on_the_data" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    project_id    = "acme-prod"
    subscriptions = { churned = { filter = "segment = \"churned\"" } }
  }

  expect_failures = [var.subscriptions]
}

run "too_few_attempts" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    project_id    = "acme-prod"
    subscriptions = { worker = { max_delivery_attempts = 4 } }
  }

  expect_failures = [var.subscriptions]
}

run "too_little_time_to_acknowledge" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    project_id    = "acme-prod"
    subscriptions = { worker = { ack_deadline_seconds = 9 } }
  }

  expect_failures = [var.subscriptions]
}

run "backoff_that_shrinks" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    project_id    = "acme-prod"
    subscriptions = { worker = { backoff_seconds = { minimum = 60, maximum = 30 } } }
  }

  expect_failures = [var.subscriptions]
}

run "prefixes_and_secrets_that_google_refuses" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    project_id  = "acme-prod"
    name_prefix = "EU"
    secrets     = { "1" = { secret = "token" } }
  }

  expect_failures = [var.name_prefix, var.secrets]
}

run "a_subscription_name_that_google_refuses" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    project_id    = "acme-prod"
    subscriptions = { "1st" = {} }
  }

  expect_failures = [var.subscriptions]
}

run "messages_kept_for_ever" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    project_id    = "acme-prod"
    subscriptions = { worker = { retention_days = 32 } }
  }

  expect_failures = [var.subscriptions]
}

run "a_project_in_a_domain" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    project_id = "example.com:acme"
  }

  expect_failures = [var.project_id]
}

run "a_prefix_that_makes_names_too_long" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    project_id  = "acme-prod"
    name_prefix = "marketing-eu"
  }

  expect_failures = [var.name_prefix]
}

run "undelivered_messages_among_dead_letters" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    project_id        = "acme-prod"
    dead_letter_topic = "segment-changes-undelivered"
  }

  expect_failures = [var.topic]
}

run "a_subscription_named_like_segues_own" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    project_id    = "acme-prod"
    subscriptions = { segment-dead-letters = {} }
  }

  expect_failures = [var.subscriptions]
}

run "two_subscriptions_that_write_one_table" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    project_id    = "acme-prod"
    subscriptions = { first = { bigquery = {} }, second = { bigquery = {} } }
  }

  expect_failures = [var.subscriptions]
}

run "one_dataset_in_two_places" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    project_id    = "acme-prod"
    subscriptions = { first = { bigquery = { table = "a" } }, second = { bigquery = { table = "b", location = "EU" } } }
  }

  expect_failures = [var.subscriptions]
}

run "exactly_once_to_an_endpoint" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    project_id    = "acme-prod"
    subscriptions = { hook = { exactly_once = true, push = { endpoint = "https://crm.example.com" } } }
  }

  expect_failures = [var.subscriptions]
}

run "subscribers_of_what_is_delivered_elsewhere" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    project_id    = "acme-prod"
    subscriptions = { history = { bigquery = {}, subscribers = ["group:crm@example.com"] } }
  }

  expect_failures = [var.subscriptions]
}

run "subscribers_without_a_name" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    project_id    = "acme-prod"
    subscriptions = { worker = { subscribers = ["allUsers"] } }
  }

  expect_failures = [var.subscriptions]
}

run "files_that_cloud_storage_refuses" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    project_id    = "acme-prod"
    subscriptions = { files = { storage = { bucket = "acme-lake", max_seconds = 10 } } }
  }

  expect_failures = [var.subscriptions]
}

run "more_memory_than_the_cpu_may_have" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    project_id   = "acme-prod"
    find_members = { memory = "8Gi" }
    segment_user = { cpu = "4", memory = "1Gi" }
    sweep        = { cpu = "8", memory = "2Gi" }
  }

  expect_failures = [var.find_members, var.segment_user, var.sweep]
}

run "secrets_that_are_settings" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    project_id  = "acme-prod"
    environment = { TOKEN = "x" }
    secrets     = { TOKEN = { secret = "token" } }
  }

  expect_failures = [var.secrets]
}

run "a_network_and_a_connector" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    project_id = "acme-prod"
    vpc        = { connector = "c", subnetwork = "s", egress = "NONE" }
  }

  expect_failures = [var.vpc]
}

run "channels_that_are_none" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    project_id = "acme-prod"
    alerts     = { channels = ["ops"], runbook_url = "runbook.md" }
  }

  expect_failures = [var.alerts]
}

run "backfill_nowhere" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    project_id = "acme-prod"
    backfill   = { location = "Europe" }
  }

  expect_failures = [var.backfill]
}

run "backfill_loses_its_files" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    project_id = "acme-prod"
    backfill   = { keep_days = 2 }
  }

  expect_failures = [var.backfill]
}

run "backfill_without_workers" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    project_id = "acme-prod"
    backfill   = { max_workers = 0 }
  }

  expect_failures = [var.backfill]
}

run "backfill_in_a_network_that_is_none" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    project_id = "acme-prod"
    backfill   = { network = "global/networks/main" }
  }

  expect_failures = [var.backfill]
}

run "backfill_by_nobody_in_particular" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    project_id = "acme-prod"
    backfill   = { operators = ["allUsers"] }
  }

  expect_failures = [var.backfill]
}

run "backfill_in_a_subnetwork_elsewhere" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    project_id = "acme-prod"
    backfill   = { subnetwork = "regions/europe-west1/subnetworks/main" }
  }

  expect_failures = [var.backfill]
}

run "every_refusal_says_what_is_wrong_and_what_is_allowed" {
  command = plan

  module {
    source = "./tests/variables"
  }

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
    ])) == toset(["deletion_protection", "grant_eventarc_agent"]) && var.project_id == "acme-prod"
    error_message = "Only a bool needs no validation."
  }

  assert {
    condition = alltrue([
      for it in split("\nvariable ", join("\n", [for name in fileset(".", "variables*.tf") : file(name)])) : can(regex("(?m)^  description += ", it)) && can(regex("(?m)^  type +=", it))
    ]) && var.project_id == "acme-prod"
    error_message = "Every variable has a description and a type."
  }
}
