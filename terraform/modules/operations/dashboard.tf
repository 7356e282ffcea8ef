# From top to bottom: the SLO, what would break it, subscribers, incidents.
locals {
  log_metric = {
    for name, metric in {
      outcomes         = google_logging_metric.counter["outcomes"]
      pending_age      = google_logging_metric.age["pending_age"]
      published_age    = google_logging_metric.age["published_age"]
      unknown_statuses = google_logging_metric.counter["unknown_statuses"]
    } : name => "metric.type = \"logging.googleapis.com/user/${metric.name}\" AND resource.type = \"cloud_run_revision\""
  }
  requests       = "metric.type = \"run.googleapis.com/request_count\" AND resource.type = \"cloud_run_revision\" AND resource.labels.service_name = one_of(\"${join("\", \"", var.segment_user_services)}\")"
  oldest_message = "metric.type = \"pubsub.googleapis.com/subscription/oldest_unacked_message_age\" AND resource.type = \"pubsub_subscription\""
  backlog        = "metric.type = \"pubsub.googleapis.com/subscription/num_undelivered_messages\" AND resource.type = \"pubsub_subscription\""

  scorecards = [
    {
      title  = "Published within 30 s (goal 99 %)"
      filter = "select_slo_compliance(\"${google_monitoring_slo.published.name}\")"
      red    = { direction = "BELOW", value = 0.99 }
    },
    {
      title   = "Oldest pending change (ms)"
      filter  = local.log_metric.pending_age
      aligner = "ALIGN_PERCENTILE_99"
      reducer = "REDUCE_MAX"
      red     = { direction = "ABOVE", value = local.pending_limit_ms }
    },
    {
      title   = "Oldest waiting event (s)"
      filter  = "${local.oldest_message} AND resource.labels.subscription_id = monitoring.regex.full_match(\"${local.event_subscription}\")"
      aligner = "ALIGN_MAX"
      reducer = "REDUCE_MAX"
      red     = { direction = "ABOVE", value = 15 * 60 }
    },
    {
      title   = "Dead letters"
      filter  = "${local.backlog} AND resource.labels.subscription_id = \"${var.dead_letter_subscription}\""
      aligner = "ALIGN_MAX"
      reducer = "REDUCE_MAX"
      red     = { direction = "ABOVE", value = 0.5 }
    },
  ]

  charts = concat([
    {
      title = "Published changes a minute, by new segment"
      query = "sum by (segment) (increase(${local.published}[1m]))"
      type  = "STACKED_BAR"
    },
    {
      title    = "Deliveries a minute, by outcome"
      filter   = local.log_metric.outcomes
      aligner  = "ALIGN_DELTA"
      group_by = ["metric.labels.outcome"]
      type     = "STACKED_BAR"
    },
    {
      title   = "From write to publication, 99th percentile (ms)"
      filter  = local.log_metric.published_age
      aligner = "ALIGN_DELTA"
      reducer = "REDUCE_PERCENTILE_99"
    },
    {
      title    = "Answers a second, by status"
      filter   = local.requests
      aligner  = "ALIGN_RATE"
      group_by = ["metric.labels.response_code_class"]
    },
    {
      title   = "Users with an unknown status, a minute"
      filter  = local.log_metric.unknown_statuses
      aligner = "ALIGN_DELTA"
      type    = "STACKED_BAR"
    },
    ], length(var.subscriptions) == 0 ? [] : [
    {
      title    = "Oldest message of each subscriber (s)"
      filter   = "${local.oldest_message} AND resource.labels.subscription_id = one_of(${join(", ", [for name in var.subscriptions : "\"${name}\""])})"
      aligner  = "ALIGN_MAX"
      reducer  = "REDUCE_MAX"
      group_by = ["resource.labels.subscription_id"]
    },
  ])

  # Monitoring does not return zeros, empty lists and defaults. None is written, or each plan would differ.
  places = {
    scorecards = [for i in range(length(local.scorecards)) : merge(i == 0 ? {} : { xPos = i * 12 }, { width = 12, height = 8 })]
    charts     = [for i in range(length(local.charts)) : merge(i % 2 == 0 ? {} : { xPos = 24 }, { yPos = 8 + floor(i / 2) * 14, width = 24, height = 14 })]
  }

  scorecard_tiles = [
    for i, card in local.scorecards : merge(local.places.scorecards[i], {
      widget = {
        title = card.title
        scorecard = {
          timeSeriesQuery = {
            timeSeriesFilter = {
              filter = card.filter
              aggregation = merge(
                { alignmentPeriod = "60s", perSeriesAligner = try(card.aligner, "ALIGN_MEAN") },
                can(card.reducer) ? { crossSeriesReducer = card.reducer } : {},
              )
            }
          }
          thresholds = [{ color = "RED", direction = card.red.direction, value = card.red.value }]
        }
      }
    })
  ]

  chart_tiles = [
    for i, chart in local.charts : merge(local.places.charts[i], {
      widget = {
        title = chart.title
        xyChart = {
          dataSets = [{
            plotType = try(chart.type, "LINE")
            timeSeriesQuery = merge(
              can(chart.query) ? { prometheusQuery = chart.query } : {},
              can(chart.filter) ? {
                timeSeriesFilter = {
                  filter = chart.filter
                  aggregation = merge(
                    { alignmentPeriod = "60s", perSeriesAligner = chart.aligner, crossSeriesReducer = try(chart.reducer, "REDUCE_SUM") },
                    can(chart.group_by) ? { groupByFields = chart.group_by } : {},
                  )
                }
              } : {},
            )
          }]
        }
      }
    })
  ]

  bottom_tiles = concat(
    var.alerts.enabled ? [{
      yPos = 50, width = 16, height = 16
      widget = {
        title        = "Incidents"
        incidentList = { policyNames = [for it in google_monitoring_alert_policy.main : it.name] }
      }
    }] : [],
    [{
      xPos = 16, yPos = 50, width = 32, height = 16
      widget = {
        title = "What went wrong"
        logsPanel = {
          filter        = "${local.segment_user_lines} AND severity>=WARNING"
          resourceNames = ["projects/${var.project_id}"]
        }
      }
    }],
  )
}

resource "google_monitoring_dashboard" "main" {
  project = var.project_id

  dashboard_json = jsonencode({
    displayName = var.title
    labels      = { app = "segue" }
    mosaicLayout = {
      columns = 48
      tiles   = concat(local.scorecard_tiles, local.chart_tiles, local.bottom_tiles)
    }
  })

  depends_on = [time_sleep.metrics]
}
