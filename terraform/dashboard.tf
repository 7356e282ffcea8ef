# For a wall: the promise on top, then what would break it, then who is affected.
locals {
  log_metric = {
    for name, metric in {
      event_age        = google_logging_metric.event_age
      outcomes         = google_logging_metric.outcomes
      pending_age      = google_logging_metric.pending_age
      unknown_statuses = google_logging_metric.unknown_statuses
    } : name => "metric.type = \"logging.googleapis.com/user/${metric.name}\" AND resource.type = \"cloud_run_revision\""
  }

  scorecards = [
    {
      title  = "Published within 30 s (goal 99 %)"
      filter = "select_slo_compliance(\"${google_monitoring_slo.published.name}\")"
      red    = { direction = "BELOW", value = 0.99 }
    },
    {
      title   = "Oldest unpublished change (ms)"
      filter  = local.log_metric.pending_age
      aligner = "ALIGN_PERCENTILE_99"
      reducer = "REDUCE_MAX"
      red     = { direction = "ABOVE", value = 5 * 60 * 1000 }
    },
    {
      title   = "Oldest waiting event (s)"
      filter  = "${local.oldest_message} AND ${local.event_subscription}"
      aligner = "ALIGN_MAX"
      reducer = "REDUCE_MAX"
      red     = { direction = "ABOVE", value = 15 * 60 }
    },
    {
      title   = "Dead letters"
      filter  = "${local.backlog} AND resource.labels.subscription_id = \"${google_pubsub_subscription.dead_letters.name}\""
      aligner = "ALIGN_MAX"
      reducer = "REDUCE_MAX"
      red     = { direction = "ABOVE", value = 0 }
    },
  ]

  charts = concat([
    {
      title    = "Changes a minute, by new segment"
      filter   = "${local.log_metric.outcomes} AND metric.labels.outcome = \"changed\""
      aligner  = "ALIGN_DELTA"
      group_by = ["metric.labels.to"]
      type     = "STACKED_BAR"
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
      filter  = local.log_metric.event_age
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
      filter   = "${local.oldest_message} AND resource.labels.subscription_id = one_of(${join(", ", [for it in google_pubsub_subscription.main : "\"${it.name}\""])})"
      aligner  = "ALIGN_MAX"
      reducer  = "REDUCE_MAX"
      group_by = ["resource.labels.subscription_id"]
    },
  ])

  scorecard_tiles = [
    for i, card in local.scorecards : {
      xPos = i * 12, yPos = 0, width = 12, height = 8
      widget = {
        title = card.title
        scorecard = {
          timeSeriesQuery = {
            timeSeriesFilter = {
              filter = card.filter
              aggregation = {
                alignmentPeriod    = "60s"
                perSeriesAligner   = try(card.aligner, "ALIGN_MEAN")
                crossSeriesReducer = try(card.reducer, "REDUCE_NONE")
              }
            }
          }
          thresholds = [{ color = "RED", direction = card.red.direction, value = card.red.value }]
        }
      }
    }
  ]

  chart_tiles = [
    for i, chart in local.charts : {
      xPos = (i % 2) * 24, yPos = 8 + floor(i / 2) * 14, width = 24, height = 14
      widget = {
        title = chart.title
        xyChart = {
          dataSets = [{
            plotType = try(chart.type, "LINE")
            timeSeriesQuery = {
              timeSeriesFilter = {
                filter = chart.filter
                aggregation = {
                  alignmentPeriod    = "60s"
                  perSeriesAligner   = chart.aligner
                  crossSeriesReducer = try(chart.reducer, "REDUCE_SUM")
                  groupByFields      = try(chart.group_by, [])
                }
              }
            }
          }]
        }
      }
    }
  ]

  bottom_tiles = [
    {
      xPos = 0, yPos = 50, width = 16, height = 16
      widget = {
        title        = "Incidents"
        incidentList = { policyNames = [for it in google_monitoring_alert_policy.main : it.name] }
      }
    },
    {
      xPos = 16, yPos = 50, width = 32, height = 16
      widget = {
        title = "What went wrong"
        logsPanel = {
          filter        = "${local.event_lines} AND severity>=WARNING"
          resourceNames = ["projects/${var.project_id}"]
        }
      }
    },
  ]
}

resource "google_monitoring_dashboard" "main" {
  project = var.project_id

  dashboard_json = jsonencode({
    displayName = "Segue"
    labels      = { app = "segue" }
    mosaicLayout = {
      columns = 48
      tiles   = concat(local.scorecard_tiles, local.chart_tiles, local.bottom_tiles)
    }
  })

  depends_on = [time_sleep.metrics]
}
