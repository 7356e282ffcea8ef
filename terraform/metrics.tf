# Counted from the JSON lines that the functions log.
locals {
  # The services that are each function: two of them while one way takes over from the other.
  watched = {
    for key, name in local.source_names : key => concat(local.from_source ? [name] : [], var.image == null ? [] : [local.service_names[key]])
  }

  lines = {
    for key, names in local.watched : key => "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=${length(names) == 1 ? "\"${names[0]}\"" : "(\"${join("\" OR \"", names)}\")"}"
  }

  # Whoever publishes logs a line for each change: the delivery that made it, a later one, or the sweep.
  published_lines = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=(\"${join("\" OR \"", concat(local.watched.segment_user, local.watched.sweep))}\") AND jsonPayload.outcome=\"published\" AND jsonPayload.age_ms>=0"

  # Limits that alerts and the SLO ask about are among the bounds, so that they are exact.
  age_bounds_ms    = [50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, local.late_ms, 60000, 120000, local.pending_limit_ms, 900000, 3600000, 43200000, 86400000]
  late_ms          = 30000
  pending_limit_ms = 300000
}

# Lines of deliveries alone: a change that a delivery published has a line of its own besides.
resource "google_logging_metric" "outcomes" {
  project     = var.project_id
  name        = "${local.segue}/outcomes"
  description = "Deliveries by outcome"
  filter      = "${local.lines.segment_user} AND jsonPayload.outcome:* AND jsonPayload.outcome!=\"published\""

  label_extractors = {
    outcome = "EXTRACT(jsonPayload.outcome)"
  }

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
    unit        = "1"

    labels {
      key         = "outcome"
      description = "changed, unchanged, ignored or dead_lettered"
    }
  }

  depends_on = [google_project_service.main]
}

resource "google_logging_metric" "published_age" {
  project         = var.project_id
  name            = "${local.segue}/published_age"
  description     = "Age of each change when it was published, since the write of the user document"
  filter          = local.published_lines
  value_extractor = "EXTRACT(jsonPayload.age_ms)"

  label_extractors = {
    cause = "EXTRACT(jsonPayload.cause)"
    to    = "EXTRACT(jsonPayload.to)"
  }

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "DISTRIBUTION"
    unit        = "ms"

    labels {
      key         = "cause"
      description = "What made the change: event, sweep, repair, backfill or time"
    }

    labels {
      key         = "to"
      description = "The new segment"
    }
  }

  bucket_options {
    explicit_buckets {
      bounds = local.age_bounds_ms
    }
  }

  depends_on = [google_project_service.main]
}

resource "google_logging_metric" "published_late" {
  project     = var.project_id
  name        = "${local.segue}/published_late"
  description = "Changes that were published more than 30 s after the write of the user document"
  filter      = "${local.published_lines} AND jsonPayload.age_ms>${local.late_ms}"

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
    unit        = "1"
  }

  depends_on = [google_project_service.main]
}

resource "google_logging_metric" "unknown_statuses" {
  project     = var.project_id
  name        = "${local.segue}/unknown_statuses"
  description = "Users with a subscription status that no rule lists"
  filter      = "${local.lines.segment_user} AND jsonPayload.unknown_status=true"

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
    unit        = "1"
  }

  depends_on = [google_project_service.main]
}

resource "google_logging_metric" "condition_faults" {
  project     = var.project_id
  name        = "${local.segue}/condition_faults"
  description = "Deliveries to users for whom a rule's condition could not be evaluated"
  filter      = "${local.lines.segment_user} AND jsonPayload.condition_faults:*"

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
    unit        = "1"
  }

  depends_on = [google_project_service.main]
}

# Monitoring refuses an objective about a metric that Logging made a moment ago.
resource "time_sleep" "metrics" {
  create_duration = "60s"
  triggers        = { metric = google_logging_metric.published_age.name }

  depends_on = [google_logging_metric.pending_age]
}
