locals {
  sweep_lines = "${local.lines.sweep} AND jsonPayload.outcome=\"swept\""
}

resource "google_logging_metric" "sweeps" {
  project     = var.project_id
  name        = "${local.segue}/sweeps"
  description = "Sweeps that came to their end"
  filter      = local.sweep_lines

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
    unit        = "1"
  }

  depends_on = [google_project_service.main]
}

resource "google_logging_metric" "due_late" {
  project         = var.project_id
  name            = "${local.segue}/due_late"
  description     = "How long the user had been due whom time alone was to move and who waited longest"
  filter          = "${local.sweep_lines} AND jsonPayload.due_late_ms>=0"
  value_extractor = "EXTRACT(jsonPayload.due_late_ms)"

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

resource "google_logging_metric" "pending_age" {
  project         = var.project_id
  name            = "${local.segue}/pending_age"
  description     = "Age of the oldest change that a sweep left unpublished"
  filter          = "${local.sweep_lines} AND jsonPayload.oldest_pending_ms>=0"
  value_extractor = "EXTRACT(jsonPayload.oldest_pending_ms)"

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
