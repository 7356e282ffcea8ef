# Log-based metrics, counted from the fields of the JSON lines that the functions log.
locals {
  segment_user_lines = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=(\"${join("\" OR \"", var.segment_user_services)}\")"
  sweep_lines        = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=(\"${join("\" OR \"", var.sweep_services)}\") AND jsonPayload.outcome=\"swept\""

  # Each change is logged once it is published: by the delivery that made it, by a later one, or by the sweep.
  published_lines = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=(\"${join("\" OR \"", concat(var.segment_user_services, var.sweep_services))}\") AND jsonPayload.outcome=(\"changed\" OR \"published\") AND jsonPayload.age_ms>=0"

  # The limits of alerts and of the SLO are bounds, so that counts against them are exact.
  age_bounds_ms    = [50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, local.late_ms, 60000, 120000, local.pending_limit_ms, 900000, 3600000, 43200000, 86400000]
  late_ms          = 30000
  pending_limit_ms = 300000

  counters = {
    condition_faults = {
      description = "Deliveries after which a rule's condition could not be evaluated for the user"
      filter      = "${local.segment_user_lines} AND jsonPayload.condition_faults:*"
    }
    # An earlier change that a delivery published has a line, which is not an outcome.
    outcomes = {
      description = "Deliveries by outcome"
      filter      = "${local.segment_user_lines} AND jsonPayload.outcome:* AND jsonPayload.outcome!=\"published\""
      labels      = { outcome = "changed, unchanged, dead_lettered, or ignored, of which only some are logged" }
    }
    published_late = {
      description = "Changes, other than moves by time, that were published more than 30 s after the write of the user document"
      filter      = "${local.published_lines} AND jsonPayload.age_ms>${local.late_ms} AND jsonPayload.cause!=\"time\""
    }
    sweeps = {
      description = "Completed sweeps"
      filter      = local.sweep_lines
      labels      = { shards = "The first and the last shard" }
    }
    too_many_documents = {
      description = "Deliveries to users with more documents than conditions read"
      filter      = "${local.segment_user_lines} AND jsonPayload.condition_faults:\"=too_many\""
    }
    unknown_statuses = {
      description = "Users with a subscription status that no rule lists"
      filter      = "${local.segment_user_lines} AND jsonPayload.unknown_status=true"
    }
  }

  ages = {
    due_late = {
      description = "How late a sweep was for the user who had been due the longest"
      field       = "due_late_ms"
      filter      = "${local.sweep_lines} AND jsonPayload.due_late_ms>=0"
    }
    pending_age = {
      description = "Age of the oldest change that a sweep left pending"
      field       = "oldest_pending_ms"
      filter      = "${local.sweep_lines} AND jsonPayload.oldest_pending_ms>=0"
    }
    published_age = {
      description = "Age of each change when it was published, since the write of the user document, or since time was due to move the user"
      field       = "age_ms"
      filter      = local.published_lines
      labels = {
        cause   = "What made the change: event, sweep, repair, backfill or time"
        segment = "The new segment"
      }
    }
  }
}

resource "google_logging_metric" "counter" {
  for_each = local.counters

  project          = var.project_id
  name             = "${var.name}/${each.key}"
  description      = each.value.description
  filter           = each.value.filter
  label_extractors = { for key in keys(try(each.value.labels, {})) : key => "EXTRACT(jsonPayload.${key})" }

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
    unit        = "1"

    dynamic "labels" {
      for_each = try(each.value.labels, {})

      content {
        key         = labels.key
        description = labels.value
      }
    }
  }
}

resource "google_logging_metric" "age" {
  for_each = local.ages

  project          = var.project_id
  name             = "${var.name}/${each.key}"
  description      = each.value.description
  filter           = each.value.filter
  value_extractor  = "EXTRACT(jsonPayload.${each.value.field})"
  label_extractors = { for key in keys(try(each.value.labels, {})) : key => "EXTRACT(jsonPayload.${key})" }

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "DISTRIBUTION"
    unit        = "ms"

    dynamic "labels" {
      for_each = try(each.value.labels, {})

      content {
        key         = labels.key
        description = labels.value
      }
    }
  }

  bucket_options {
    explicit_buckets {
      bounds = local.age_bounds_ms
    }
  }
}

# Monitoring refuses an objective about a metric that Logging made a moment ago.
resource "time_sleep" "metrics" {
  create_duration = "60s"
  triggers        = { metric = google_logging_metric.age["published_age"].name }
}
