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

run "by_default" {
  command = plan

  assert {
    condition     = google_firestore_database.main[0].delete_protection_state == "DELETE_PROTECTION_ENABLED" && google_firestore_database.main[0].deletion_policy == "ABANDON"
    error_message = "Destroying Segue must leave the application's users."
  }

  assert {
    condition     = google_firestore_database.main[0].point_in_time_recovery_enablement == "POINT_IN_TIME_RECOVERY_ENABLED" && google_firestore_backup_schedule.daily[0].retention == "604800s" && length(google_firestore_backup_schedule.daily[0].daily_recurrence) == 1
    error_message = "A new database keeps seven days to go back to, and a week of daily backups."
  }

  assert {
    condition     = google_firestore_database.main[0].name == "(default)" && google_firestore_database.main[0].type == "FIRESTORE_NATIVE"
    error_message = "An empty project gets its (default) database, in native mode."
  }

  assert {
    condition = setsubtract(
      flatten(regexall("(?m)^  static final String \\w+ = \"(\\w+)\"", join("\n", [
        for name in fileset("../src/main/java", "**/{ChangeFields,SegmentDocument}.java") : file("../src/main/java/${name}")
      ]))),
      concat(keys(google_firestore_field.unindexed), [google_firestore_field.expires_at.field]),
    ) == toset(keys(google_firestore_field.indexed))
    error_message = "Each field that the code writes has an index or an exemption from it."
  }

  assert {
    condition     = alltrue([for key, it in google_firestore_field.unindexed : it.field == key && length(it.index_config) == 1 && length(it.index_config[0].indexes) == 0])
    error_message = "An exemption is an index configuration with no index in it."
  }

  assert {
    condition     = toset(keys(google_firestore_field.indexed)) == toset(["due", "pending_since", "segment"]) && alltrue([for key, it in google_firestore_field.indexed : it.field == key && [for index in it.index_config[0].indexes : "${index.order} ${index.query_scope}"] == ["ASCENDING COLLECTION"]])
    error_message = "Queries read due, pending_since and segment in ascending order; other indexes would only cost writes."
  }

  assert {
    condition     = google_firestore_field.expires_at.field == "expires_at" && length(google_firestore_field.expires_at.ttl_config) == 1
    error_message = "expires_at must be a TTL policy."
  }

  assert {
    condition     = length(google_firestore_field.expires_at.index_config) == 1 && length(google_firestore_field.expires_at.index_config[0].indexes) == 0
    error_message = "An index on a time caps the collection at 500 writes a second."
  }

  assert {
    condition     = alltrue([for it in concat(values(google_firestore_field.unindexed), values(google_firestore_field.indexed), [google_firestore_field.expires_at], google_firestore_backup_schedule.daily) : it.deletion_policy == "ABANDON"])
    error_message = "A destroy that leaves the database leaves its backups and settings."
  }

  assert {
    condition     = keys(module.operations.alerts) == ["a-condition-fails-for-many", "answers-are-5xx", "changes-are-late", "changes-are-often-late", "dead-letters", "events-are-about-to-be-lost", "events-wait", "pending-age-grows", "requests-are-refused", "the-sweep-fails", "users-are-moved-late"]
    error_message = "Without subscribers there is nothing of theirs to watch."
  }

  assert {
    condition     = strcontains(file("README.md"), "${length(module.operations.alerts)} to ${length(module.operations.alerts) + 2} conditions")
    error_message = "README.md must say what alerts cost: there are ${length(module.operations.alerts)} conditions, and one more for subscribers and for messages that are set aside."
  }
}

run "as_asked" {
  command = plan

  variables {
    alerts        = { channels = ["projects/acme-prod/notificationChannels/7"], emails = ["a@example.com", "b@example.com"] }
    subscriptions = { win-back = { max_delivery_attempts = 20 }, worker = {} }
  }

  assert {
    condition = length(setsubtract(
      keys(module.operations.alerts),
      [for it in regexall("(?m)^#+ (.+)$", file("../docs/runbook.md")) : replace(replace(lower(it[0]), "/[^a-z0-9 -]/", ""), " ", "-")],
    )) == 0 && length(module.operations.alerts) == 13
    error_message = "A symptom has no alert, or docs/runbook.md lacks a heading for one of ${join(", ", keys(module.operations.alerts))}."
  }

  assert {
    condition     = alltrue([for key in keys(module.operations.alerts) : length(setsubtract([true, false], [for it in flatten(yamldecode(file("tests/alerts.yaml")).tests[*].alert_rule_test) : length(it.exp_alerts) > 0 if it.alertname == key])) == 0])
    error_message = "Each alert needs a series in tests/alerts.yaml that raises it, and one that does not."
  }

  assert {
    condition = strcontains(file("log_exclusion/variables.tf"), "\"${local.source_names.find_members}\"") && alltrue([
      for name in [local.source_names.find_members, local.service_names.find_members] :
      can(regex(replace(regex("service_name=~\\\\\"(.+?)\\\\\"", file("log_exclusion/main.tf"))[0], "$${local.service}", local.source_names.find_members), name))
    ])
    error_message = "What is not logged by default must be the function that is asked with ids, from source or from an image."
  }
}

run "less_than_there_is" {
  command = plan

  variables {
    alerts              = { enabled = false, emails = ["a@example.com"] }
    database            = { name = "crm-eu", create = false }
    deletion_protection = false
  }

  assert {
    condition     = length(google_firestore_database.main) == 0 && length(google_firestore_backup_schedule.daily) == 0 && alltrue([for it in concat(values(google_firestore_field.unindexed), values(google_firestore_field.indexed), [google_firestore_field.expires_at]) : it.database == "crm-eu" && it.collection == "segments" && it.deletion_policy == "DELETE"])
    error_message = "Where there is a database, only the settings of Segue's own collection are Segue's."
  }
}

run "operations" {
  command = plan

  module {
    source = "./modules/operations"
  }

  variables {
    alerts = {
      channels                   = ["projects/acme-prod/notificationChannels/7"]
      emails                     = ["a@example.com", "b@example.com"]
      enabled                    = true
      error_ratio                = 0.05
      least_late_changes         = 5
      runbook_url                = "https://example.com/runbook"
      subscriber_backlog_minutes = 60
    }
    dead_letter_subscription = "segment-dead-letters"
    event_triggers           = ["segment-user-667cb9e6"]
    labels                   = {}
    name                     = "segue"
    project_id               = "acme-prod"
    segment_user_services    = ["segment-user"]
    subscriptions            = ["win-back", "worker"]
    sweep_every_minutes      = 1
    sweep_services           = ["segue-sweep"]
    sweep_shards             = ["0-31"]
    title                    = "Segue"
    undelivered_subscription = "segment-changes-undelivered"
  }

  assert {
    condition     = alltrue([for it in [google_logging_metric.counter["outcomes"], google_logging_metric.counter["unknown_statuses"]] : strcontains(it.filter, "resource.labels.service_name=(\"segment-user\") AND jsonPayload.")]) && alltrue([for it in [google_logging_metric.counter["sweeps"], google_logging_metric.age["pending_age"]] : strcontains(it.filter, "resource.labels.service_name=(\"segue-sweep\") AND jsonPayload.")])
    error_message = "Each metric must count the lines of the function that logs them."
  }

  assert {
    condition     = google_logging_metric.age["published_age"].value_extractor == "EXTRACT(jsonPayload.age_ms)" && google_logging_metric.age["pending_age"].value_extractor == "EXTRACT(jsonPayload.oldest_pending_ms)" && google_logging_metric.age["due_late"].value_extractor == "EXTRACT(jsonPayload.due_late_ms)"
    error_message = "Ages must be read from the fields that the functions log."
  }

  assert {
    condition     = alltrue([for it in [google_logging_metric.counter["outcomes"], google_logging_metric.age["published_age"]] : toset(it.metric_descriptor[0].labels[*].key) == toset(keys(it.label_extractors))])
    error_message = "Each label must be read from somewhere."
  }

  assert {
    condition     = google_monitoring_slo.published.goal == 0.99 && google_monitoring_slo.published.request_based_sli[0].distribution_cut[0].range[0].max == 30000 && contains(google_logging_metric.age["published_age"].bucket_options[0].explicit_buckets[0].bounds, 30000)
    error_message = "99 % of changes within 30 s, exactly: the limit must be a bound of the metric's buckets."
  }

  assert {
    condition     = contains(google_logging_metric.age["pending_age"].bucket_options[0].explicit_buckets[0].bounds, 300000)
    error_message = "An alert's limit must be a bound of the metric's buckets."
  }

  assert {
    condition     = alltrue([for key, it in google_monitoring_alert_policy.main : it.documentation[0].links[0].url == "${var.alerts.runbook_url}#${key}" && strcontains(it.documentation[0].content, "${var.alerts.runbook_url}#${key}")])
    error_message = "An alert must say where the runbook tells what to do."
  }

  assert {
    condition     = toset([for it in google_monitoring_notification_channel.email : it.labels.email_address]) == toset(["a@example.com", "b@example.com"]) && alltrue([for it in google_monitoring_alert_policy.main : toset(it.notification_channels) == toset(concat([for channel in google_monitoring_notification_channel.email : channel.name], ["projects/acme-prod/notificationChannels/7"]))])
    error_message = "Every alert must go to every address and channel."
  }

  assert {
    condition     = alltrue([for it in jsondecode(google_monitoring_dashboard.main.dashboard_json).mosaicLayout.tiles : try(it.xPos, 0) + it.width <= 48]) && length(jsondecode(google_monitoring_dashboard.main.dashboard_json).mosaicLayout.tiles) == 12
    error_message = "A tile is off the wall, or missing."
  }

  assert {
    condition = length(distinct(flatten([
      for it in jsondecode(google_monitoring_dashboard.main.dashboard_json).mosaicLayout.tiles : [for x in range(try(it.xPos, 0), try(it.xPos, 0) + it.width) : [for y in range(try(it.yPos, 0), try(it.yPos, 0) + it.height) : "${x} ${y}"]]
    ]))) == sum([for it in jsondecode(google_monitoring_dashboard.main.dashboard_json).mosaicLayout.tiles : it.width * it.height])
    error_message = "Two tiles are on top of each other."
  }

  assert {
    condition     = alltrue([for it in google_monitoring_notification_channel.email : it.force_delete])
    error_message = "A channel that policies still name must be removable."
  }

  assert {
    condition     = length(regexall(":(0|false|\\[\\]|\\{\\}|\"\"|\"(REDUCE|ALIGN)_NONE\")[,}]", google_monitoring_dashboard.main.dashboard_json)) == 0
    error_message = "The API gives back no zero, empty list or default, so the dashboard must have none, or it differs for ever."
  }

  assert {
    condition     = alltrue([for key, it in google_monitoring_alert_policy.main : it.conditions[0].condition_prometheus_query_language[0].query == local.alerts[key].query && it.conditions[0].condition_prometheus_query_language[0].duration == "${try(local.alerts[key].minutes, 1) * 60}s"])
    error_message = "What tests/alerts.yaml tries must be what Monitoring evaluates."
  }

  assert {
    condition     = length(setsubtract(flatten(regexall("googleapis_com:user_(segue_[a-z]+(?:_[a-z]+)*?)(?:_count|_bucket)?\\{", join(" ", [for it in local.alerts : it.query]))), [for it in concat(values(google_logging_metric.age), values(google_logging_metric.counter)) : replace(it.name, "/", "_")])) == 0
    error_message = "An alert must ask for metrics that there are."
  }
}

run "operations_during_a_change_without_alerts" {
  command = plan

  module {
    source = "./modules/operations"
  }

  variables {
    alerts = {
      channels                   = ["projects/acme-prod/notificationChannels/7"]
      emails                     = ["a@example.com", "b@example.com"]
      enabled                    = false
      error_ratio                = 0.05
      least_late_changes         = 5
      runbook_url                = "https://example.com/runbook"
      subscriber_backlog_minutes = 60
    }
    dead_letter_subscription = "segment-dead-letters"
    event_triggers           = ["segment-user-667cb9e6", "segment-user-run-667cb9e6"]
    labels                   = {}
    name                     = "segue"
    project_id               = "acme-prod"
    segment_user_services    = ["segment-user", "segment-user-run"]
    subscriptions            = ["win-back", "worker"]
    sweep_every_minutes      = 1
    sweep_services           = ["segue-sweep", "segue-sweep-run"]
    sweep_shards             = ["0-15", "16-31"]
    title                    = "Segue"
    undelivered_subscription = "segment-changes-undelivered"
  }

  assert {
    condition = alltrue([
      for it in [google_logging_metric.counter["outcomes"].filter, google_logging_metric.age["published_age"].filter, local.alerts["answers-are-5xx"].query, google_monitoring_dashboard.main.dashboard_json] :
      can(regex("\\bsegment-user\\b[^-]", it)) && strcontains(it, "segment-user-run")
    ]) && strcontains(google_logging_metric.counter["sweeps"].filter, "=(\"segue-sweep\" OR \"segue-sweep-run\") AND ")
    error_message = "While both ways work, both are watched."
  }

  assert {
    condition     = alltrue([for name in ["eventarc-nam5-segment-user-667cb9e6-sub-077", "eventarc-us-central1-segment-user-run-667cb9e6-sub-077"] : can(regex("^${local.event_subscription}$", name))]) && !can(regex("^${local.event_subscription}$", "eventarc-nam5-segment-user-other-sub-077"))
    error_message = "Events wait in two subscriptions."
  }

  assert {
    condition     = length(google_monitoring_alert_policy.main) == 0 && length(google_monitoring_notification_channel.email) == 0 && !strcontains(google_monitoring_dashboard.main.dashboard_json, "incidentList")
    error_message = "Alerts that are off must leave nothing."
  }
}
