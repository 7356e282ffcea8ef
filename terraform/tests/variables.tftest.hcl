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

run "names_that_google_refuses" {
  command = plan

  variables {
    alert_emails      = ["ops@example"]
    collections       = { users = "a/b" }
    database          = { name = "Users" }
    dead_letter_topic = "goog-dead"
    kms_key           = "segue"
    labels            = { Team = "growth" }
    project_id        = "Acme"
    region            = "europe"
    rules_file        = "no-such.yaml"
    runbook_url       = "runbook.md"
    runtime           = "java17"
    subscriptions     = { "1st" = {} }
    trigger_region    = "EU"
  }

  expect_failures = [
    var.alert_emails, var.collections, var.database, var.dead_letter_topic, var.kms_key, var.labels, var.project_id,
    var.region, var.rules_file, var.runbook_url, var.runtime, var.subscriptions, var.trigger_region,
  ]
}

run "one_name_for_two_things" {
  command = plan

  variables {
    collections       = { users = "users", segments = "users" }
    dead_letter_topic = "segment-changes"
    project_id        = "acme-prod"
  }

  expect_failures = [var.collections, var.topic]
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
    topic      = { persistence_regions = ["eu"] }
  }

  expect_failures = [var.database, var.topic]
}

run "times_out_of_range" {
  command = plan

  variables {
    alert_limits  = { subscriber_backlog_minutes = 0 }
    database      = { backup_retention_days = 99 }
    project_id    = "acme-prod"
    subscriptions = { worker = { retention_days = 32 } }
    sweep         = { every_minutes = 7 }
    topic         = { retention_days = 32 }
  }

  expect_failures = [var.alert_limits, var.database, var.subscriptions, var.sweep, var.topic]
}

run "a_ratio_of_everything" {
  command = plan

  variables {
    alert_limits = { error_ratio = 5 }
    project_id   = "acme-prod"
  }

  expect_failures = [var.alert_limits]
}

run "timeouts_shorter_than_the_codes" {
  command = plan

  variables {
    find_members = { timeout_seconds = 10 }
    project_id   = "acme-prod"
    segment_user = { timeout_seconds = 30 }
    sweep        = { timeout_seconds = 50 }
  }

  expect_failures = [var.find_members, var.segment_user, var.sweep]
}

run "less_than_one_cpu" {
  command = plan

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

  variables {
    find_members = { readers = ["allUsers"] }
    project_id   = "acme-prod"
    sweep        = { operators = ["allAuthenticatedUsers"] }
  }

  expect_failures = [var.find_members, var.sweep]
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
    ])) == toset(["deletion_protection", "security_rules"]) && var.project_id == "acme-prod"
    error_message = "Only a bool needs no validation."
  }

  assert {
    condition = alltrue([
      for it in split("\nvariable ", join("\n", [for name in fileset(".", "variables*.tf") : file(name)])) : can(regex("(?m)^  description += ", it)) && can(regex("(?m)^  type +=", it))
    ]) && var.project_id == "acme-prod"
    error_message = "Every variable has a description and a type."
  }
}
