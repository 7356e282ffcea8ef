# Counted from the JSON lines that the functions log, one a delivery.
locals {
  event_lines = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=\"${google_cloudfunctions2_function.segment_user.name}\""

  # Limits that alerts and the SLO ask about are among the bounds, so that they are exact.
  age_bounds_ms = [50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 30000, 60000, 120000, 300000, 900000, 3600000, 43200000, 86400000]
}

resource "google_logging_metric" "outcomes" {
  project     = var.project_id
  name        = "segue/outcomes"
  description = "Deliveries by outcome; changes by the segment they lead to"
  filter      = "${local.event_lines} AND jsonPayload.outcome:*"

  label_extractors = {
    cause   = "EXTRACT(jsonPayload.cause)"
    outcome = "EXTRACT(jsonPayload.outcome)"
    to      = "EXTRACT(jsonPayload.to)"
  }

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
    unit        = "1"

    labels {
      key         = "cause"
      description = "event, sweep, repair or backfill"
    }

    labels {
      key         = "outcome"
      description = "changed, unchanged, ignored or dead_lettered"
    }

    labels {
      key         = "to"
      description = "The new segment of a change"
    }
  }

  depends_on = [google_project_service.main]
}

resource "google_logging_metric" "event_age" {
  project         = var.project_id
  name            = "segue/event_age"
  description     = "Age of an event when the change it led to was published"
  filter          = "${local.event_lines} AND jsonPayload.outcome=\"changed\" AND jsonPayload.event_age_ms>=0"
  value_extractor = "EXTRACT(jsonPayload.event_age_ms)"

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "DISTRIBUTION"
    unit        = "ms"
  }

  bucket_options {
    explicit_buckets {
      bounds = local.age_bounds_ms
    }
  }

  depends_on = [google_project_service.main]
}

resource "google_logging_metric" "unknown_statuses" {
  project     = var.project_id
  name        = "segue/unknown_statuses"
  description = "Users with a subscription status that no rule lists"
  filter      = "${local.event_lines} AND jsonPayload.unknown_status=true"

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
    unit        = "1"
  }

  depends_on = [google_project_service.main]
}

resource "google_logging_metric" "dead_letters" {
  project     = var.project_id
  name        = "segue/dead_letters"
  description = "Events set aside because they can never become a segment"
  filter      = "${local.event_lines} AND jsonPayload.outcome=\"dead_lettered\""

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
    unit        = "1"
  }

  depends_on = [google_project_service.main]
}

# Monitoring refuses to watch a metric that Logging made a moment ago.
resource "time_sleep" "metrics" {
  create_duration = "60s"

  depends_on = [
    google_logging_metric.event_age,
    google_logging_metric.pending_age,
    google_logging_metric.sweeps,
  ]
}
