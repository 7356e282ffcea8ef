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

  subscriptions = {
    win-back = { max_delivery_attempts = 20 }
    worker   = {}
  }
}

run "there_is_an_alert_for_each_symptom" {
  assert {
    condition = keys(google_monitoring_alert_policy.main) == [
      "a-subscriber-falls-behind",
      "answers-are-5xx",
      "changes-are-late",
      "changes-are-often-late",
      "dead-letters",
      "events-are-about-to-be-lost",
      "events-wait",
      "messages-are-undelivered",
      "pending-age-grows",
      "requests-are-refused",
      "the-sweep-fails",
    ]
    error_message = "A symptom has no alert, or an alert is not listed."
  }

  assert {
    condition     = alltrue([for key, it in google_monitoring_alert_policy.main : it.documentation[0].links[0].url == "${var.runbook_url}#${key}" && strcontains(it.documentation[0].content, "${var.runbook_url}#${key}")])
    error_message = "An alert must say where the runbook tells what to do."
  }
}

run "the_runbook_has_a_heading_for_each_alert" {
  assert {
    condition = length(setsubtract(
      keys(google_monitoring_alert_policy.main),
      [for it in regexall("(?m)^#+ (.+)$", file("../docs/runbook.md")) : replace(replace(lower(it[0]), "/[^a-z0-9 -]/", ""), " ", "-")],
    )) == 0
    error_message = "docs/runbook.md lacks a heading for ${join(", ", setsubtract(keys(google_monitoring_alert_policy.main), [for it in regexall("(?m)^#+ (.+)$", file("../docs/runbook.md")) : replace(replace(lower(it[0]), "/[^a-z0-9 -]/", ""), " ", "-")]))}."
  }
}

run "alerts_go_off_when_they_should" {
  variables {
    alert_limits = { error_ratio = 0.1, subscriber_backlog_minutes = 30 }
    sweep        = { every_minutes = 10 }
  }

  assert {
    condition = { for key, it in google_monitoring_alert_policy.main : key => it.conditions[0].condition_threshold[0].threshold_value } == {
      "a-subscriber-falls-behind"   = 1800
      "answers-are-5xx"             = 0.1
      "changes-are-late"            = 14.4
      "changes-are-often-late"      = 6
      "dead-letters"                = 0
      "events-are-about-to-be-lost" = 43200
      "events-wait"                 = 900
      "messages-are-undelivered"    = 0
      "pending-age-grows"           = 300000
      "requests-are-refused"        = 0
      "the-sweep-fails"             = 0
    }
    error_message = "A limit is not what was asked for."
  }

  assert {
    condition     = google_monitoring_alert_policy.main["the-sweep-fails"].conditions[1].condition_absent[0].duration == "1800s" && strcontains(google_monitoring_alert_policy.main["the-sweep-fails"].conditions[1].condition_absent[0].filter, "user/segue/sweeps\"")
    error_message = "Three sweeps that never came are a failure."
  }

  assert {
    condition     = strcontains(google_monitoring_alert_policy.main["requests-are-refused"].conditions[0].condition_threshold[0].filter, "one_of(\"408\", \"413\", \"431\")") && strcontains(google_monitoring_alert_policy.main["answers-are-5xx"].conditions[0].condition_threshold[0].filter, "response_code_class = \"5xx\"") && !strcontains(google_monitoring_alert_policy.main["answers-are-5xx"].conditions[0].condition_threshold[0].denominator_filter, "5xx")
    error_message = "Refusals are 408, 413 and 431; failures are 5xx, out of all answers."
  }

  assert {
    condition     = alltrue([for name in ["win-back", "worker"] : strcontains(google_monitoring_alert_policy.main["a-subscriber-falls-behind"].conditions[0].condition_threshold[0].filter, "\"${name}\"")])
    error_message = "Every subscriber must be watched."
  }
}

run "the_subscription_that_eventarc_makes_is_watched" {
  assert {
    condition = alltrue([
      for key in ["events-wait", "events-are-about-to-be-lost"] :
      can(regex(regex("full_match\\(\"(.+)\"\\)", google_monitoring_alert_policy.main[key].conditions[0].condition_threshold[0].filter)[0], "eventarc-nam5-segment-user-482913-sub-077"))
    ])
    error_message = "Eventarc names it eventarc-REGION-TRIGGER-sub-NUMBER, where the trigger is the function's name and a number."
  }
}

run "metrics_are_read_from_the_functions_lines" {
  assert {
    condition     = alltrue([for it in [google_logging_metric.outcomes, google_logging_metric.event_age, google_logging_metric.unknown_statuses, google_logging_metric.dead_letters] : strcontains(it.filter, "resource.labels.service_name=\"segment-user\" AND jsonPayload.")]) && alltrue([for it in [google_logging_metric.sweeps, google_logging_metric.pending_age] : strcontains(it.filter, "resource.labels.service_name=\"segue-sweep\" AND jsonPayload.")])
    error_message = "Each metric must count the lines of the function that logs them."
  }

  assert {
    condition     = google_logging_metric.event_age.value_extractor == "EXTRACT(jsonPayload.event_age_ms)" && google_logging_metric.pending_age.value_extractor == "EXTRACT(jsonPayload.oldest_pending_ms)"
    error_message = "Ages must be read from the fields that the functions log."
  }

  assert {
    condition     = toset(google_logging_metric.outcomes.metric_descriptor[0].labels[*].key) == toset(keys(google_logging_metric.outcomes.label_extractors))
    error_message = "Each label must be read from somewhere."
  }
}

run "the_promise_is_an_objective" {
  assert {
    condition     = google_monitoring_slo.published.goal == 0.99 && google_monitoring_slo.published.request_based_sli[0].distribution_cut[0].range[0].max == 30000 && contains(google_logging_metric.event_age.bucket_options[0].explicit_buckets[0].bounds, 30000)
    error_message = "99 % of changes within 30 s, exactly: the limit must be a bound of the metric's buckets."
  }

  assert {
    condition     = contains(google_logging_metric.pending_age.bucket_options[0].explicit_buckets[0].bounds, 300000)
    error_message = "An alert's limit must be a bound of the metric's buckets."
  }

  assert {
    condition     = [for it in google_monitoring_alert_policy.main["changes-are-late"].conditions : it.condition_threshold[0].filter] == ["select_slo_burn_rate(\"${google_monitoring_slo.published.name}\", \"3600s\")", "select_slo_burn_rate(\"${google_monitoring_slo.published.name}\", \"300s\")"] && google_monitoring_alert_policy.main["changes-are-late"].combiner == "AND"
    error_message = "A burn is alarming when it is fast over an hour and still over five minutes."
  }
}

run "alerts_reach_people" {
  variables {
    alert_emails = ["a@example.com", "b@example.com"]
  }

  assert {
    condition     = toset([for it in google_monitoring_notification_channel.email : it.labels.email_address]) == toset(["a@example.com", "b@example.com"]) && alltrue([for it in google_monitoring_alert_policy.main : length(it.notification_channels) == 2])
    error_message = "Every alert must go to every address."
  }
}

run "alerts_fit_what_is_there" {
  variables {
    subscriptions = {}
  }

  assert {
    condition     = length(setintersection(keys(google_monitoring_alert_policy.main), ["a-subscriber-falls-behind", "messages-are-undelivered"])) == 0 && length(google_monitoring_alert_policy.main) == 9
    error_message = "Without subscribers there is nothing of theirs to watch."
  }
}

run "the_dashboard_fits_its_wall" {
  assert {
    condition     = alltrue([for it in jsondecode(google_monitoring_dashboard.main.dashboard_json).mosaicLayout.tiles : it.xPos + it.width <= 48]) && length(jsondecode(google_monitoring_dashboard.main.dashboard_json).mosaicLayout.tiles) == 12
    error_message = "A tile is off the wall, or missing."
  }

  assert {
    condition = length(distinct(flatten([
      for it in jsondecode(google_monitoring_dashboard.main.dashboard_json).mosaicLayout.tiles : [for x in range(it.xPos, it.xPos + it.width) : [for y in range(it.yPos, it.yPos + it.height) : "${x} ${y}"]]
    ]))) == sum([for it in jsondecode(google_monitoring_dashboard.main.dashboard_json).mosaicLayout.tiles : it.width * it.height])
    error_message = "Two tiles are on top of each other."
  }
}
