# One entry a symptom: what is watched, and where the runbook tells what to do. An alert's key is
# the runbook's heading in kebab case.
locals {
  requests       = "metric.type = \"run.googleapis.com/request_count\" AND resource.type = \"cloud_run_revision\" AND resource.labels.service_name = \"${google_cloudfunctions2_function.segment_user.name}\""
  sweep_requests = "metric.type = \"run.googleapis.com/request_count\" AND resource.type = \"cloud_run_revision\" AND resource.labels.service_name = \"${google_cloudfunctions2_function.sweep.name}\""
  oldest_message = "metric.type = \"pubsub.googleapis.com/subscription/oldest_unacked_message_age\" AND resource.type = \"pubsub_subscription\""
  backlog        = "metric.type = \"pubsub.googleapis.com/subscription/num_undelivered_messages\" AND resource.type = \"pubsub_subscription\""

  # Eventarc names the subscription that it makes after the function and numbers of its own.
  event_subscription = "resource.labels.subscription_id = monitoring.regex.full_match(\"eventarc-.+-${google_cloudfunctions2_function.segment_user.name}-[0-9]+-sub-[0-9]+\")"

  alerts = merge(
    {
      "answers-are-5xx" = {
        summary  = "More than ${var.alert_limits.error_ratio * 100} % of deliveries fail. They are retried for 24 hours."
        severity = "ERROR"
        conditions = [{
          filter      = "${local.requests} AND metric.labels.response_code_class = \"5xx\""
          denominator = local.requests
          aligner     = "ALIGN_RATE"
          reducer     = "REDUCE_SUM"
          above       = var.alert_limits.error_ratio
          duration    = "300s"
        }]
      }
      "events-wait" = {
        summary  = "The oldest event has waited for more than 15 minutes."
        severity = "WARNING"
        conditions = [{
          filter = "${local.oldest_message} AND ${local.event_subscription}"
          above  = 15 * 60
        }]
      }
      "events-are-about-to-be-lost" = {
        summary  = "The oldest event has waited for more than 12 hours. Eventarc drops it after 24."
        severity = "CRITICAL"
        conditions = [{
          filter = "${local.oldest_message} AND ${local.event_subscription}"
          above  = 12 * 60 * 60
        }]
      }
      "requests-are-refused" = {
        summary  = "An event was refused as too large or too slow before any code of ours saw it."
        severity = "ERROR"
        conditions = [{
          filter  = "${local.requests} AND metric.labels.response_code = one_of(\"408\", \"413\", \"431\")"
          aligner = "ALIGN_DELTA"
          above   = 0
        }]
      }
      "dead-letters" = {
        summary  = "There are events that could not become a segment."
        severity = "ERROR"
        conditions = [{
          filter = "${local.backlog} AND resource.labels.subscription_id = \"${google_pubsub_subscription.dead_letters.name}\""
          above  = 0
        }]
      }
      "changes-are-late" = {
        summary  = "The month's allowance of late changes is being used up 14 times too fast."
        severity = "CRITICAL"
        combiner = "AND"
        conditions = [for seconds in [3600, 300] : {
          filter = "select_slo_burn_rate(\"${google_monitoring_slo.published.name}\", \"${seconds}s\")"
          above  = 14.4
        }]
      }
      "changes-are-often-late" = {
        summary  = "The month's allowance of late changes is being used up 6 times too fast."
        severity = "WARNING"
        combiner = "AND"
        conditions = [for seconds in [21600, 1800] : {
          filter = "select_slo_burn_rate(\"${google_monitoring_slo.published.name}\", \"${seconds}s\")"
          above  = 6
        }]
      }
    },
    {
      "pending-age-grows" = {
        summary  = "A change has been unpublished for more than 5 minutes."
        severity = "ERROR"
        conditions = [{
          filter  = "metric.type = \"logging.googleapis.com/user/${google_logging_metric.pending_age.name}\" AND resource.type = \"cloud_run_revision\""
          aligner = "ALIGN_PERCENTILE_99"
          above   = 5 * 60 * 1000
        }]
      }
      "the-sweep-fails" = {
        summary  = "Sweeps fail, or none has come to its end for some time."
        severity = "ERROR"
        conditions = [
          {
            filter   = "${local.sweep_requests} AND metric.labels.response_code_class != \"2xx\""
            aligner  = "ALIGN_DELTA"
            above    = 0
            duration = "300s"
          },
          {
            filter       = "metric.type = \"logging.googleapis.com/user/${google_logging_metric.sweeps.name}\" AND resource.type = \"cloud_run_revision\""
            aligner      = "ALIGN_DELTA"
            absent_after = "${max(10, 3 * var.sweep.every_minutes) * 60}s"
          },
        ]
      }
    },
    length(var.subscriptions) == 0 ? {} : {
      "a-subscriber-falls-behind" = {
        summary  = "A subscriber's oldest message has waited for more than ${var.alert_limits.subscriber_backlog_minutes} minutes."
        severity = "WARNING"
        conditions = [{
          filter = "${local.oldest_message} AND resource.labels.subscription_id = one_of(${join(", ", [for it in google_pubsub_subscription.main : "\"${it.name}\""])})"
          above  = var.alert_limits.subscriber_backlog_minutes * 60
        }]
      }
    },
    length(local.dead_letter_policies) == 0 ? {} : {
      "messages-are-undelivered" = {
        summary  = "A subscriber refused a message too often; it was set aside."
        severity = "WARNING"
        conditions = [{
          filter = "${local.backlog} AND resource.labels.subscription_id = \"${google_pubsub_subscription.undelivered[0].name}\""
          above  = 0
        }]
      }
    },
  )
}

resource "google_monitoring_alert_policy" "main" {
  for_each = local.alerts

  project               = var.project_id
  display_name          = "Segue: ${replace(each.key, "-", " ")}"
  combiner              = try(each.value.combiner, "OR")
  notification_channels = [for it in google_monitoring_notification_channel.email : it.name]
  severity              = each.value.severity
  user_labels           = local.labels

  dynamic "conditions" {
    for_each = each.value.conditions

    content {
      display_name = each.value.summary

      dynamic "condition_threshold" {
        for_each = can(conditions.value.above) ? [conditions.value] : []

        content {
          filter             = condition_threshold.value.filter
          denominator_filter = try(condition_threshold.value.denominator, null)
          comparison         = "COMPARISON_GT"
          threshold_value    = condition_threshold.value.above
          duration           = try(condition_threshold.value.duration, "0s")

          dynamic "aggregations" {
            # A burn rate is aggregated by its own look-back.
            for_each = startswith(condition_threshold.value.filter, "select_slo") ? [] : [true]

            content {
              alignment_period     = "60s"
              per_series_aligner   = try(condition_threshold.value.aligner, "ALIGN_MAX")
              cross_series_reducer = try(condition_threshold.value.reducer, "REDUCE_MAX")
            }
          }

          dynamic "denominator_aggregations" {
            for_each = can(condition_threshold.value.denominator) ? [true] : []

            content {
              alignment_period     = "60s"
              per_series_aligner   = condition_threshold.value.aligner
              cross_series_reducer = condition_threshold.value.reducer
            }
          }
        }
      }

      dynamic "condition_absent" {
        for_each = can(conditions.value.absent_after) ? [conditions.value] : []

        content {
          filter   = condition_absent.value.filter
          duration = condition_absent.value.absent_after

          aggregations {
            alignment_period     = "60s"
            per_series_aligner   = condition_absent.value.aligner
            cross_series_reducer = "REDUCE_SUM"
          }
        }
      }
    }
  }

  alert_strategy {
    auto_close = "86400s"
  }

  documentation {
    subject   = "Segue in ${var.project_id}: ${replace(each.key, "-", " ")}"
    content   = "${each.value.summary} What to do: ${var.runbook_url}#${each.key}"
    mime_type = "text/markdown"

    links {
      display_name = "Runbook"
      url          = "${var.runbook_url}#${each.key}"
    }
  }

  depends_on = [time_sleep.metrics]
}

resource "google_monitoring_notification_channel" "email" {
  for_each = var.alert_emails

  project      = var.project_id
  display_name = "Segue: ${each.key}"
  type         = "email"

  labels = {
    email_address = each.key
  }

  depends_on = [google_project_service.main]
}
