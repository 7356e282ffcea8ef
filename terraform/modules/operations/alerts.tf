resource "google_monitoring_alert_policy" "main" {
  for_each = { for key, it in local.alerts : key => it if var.alerts.enabled }

  project               = var.project_id
  display_name          = "${var.title}: ${replace(each.key, "-", " ")}"
  combiner              = "OR"
  notification_channels = concat([for it in google_monitoring_notification_channel.email : it.name], tolist(var.alerts.channels))
  severity              = each.value.severity
  user_labels           = var.labels

  conditions {
    display_name = each.value.summary

    condition_prometheus_query_language {
      query               = each.value.query
      duration            = "${try(each.value.minutes, 1) * 60}s"
      evaluation_interval = "60s"

      # Monitoring knows a log-based metric only after its first line.
      disable_metric_validation = true
    }
  }

  alert_strategy {
    auto_close = "86400s"
  }

  documentation {
    subject   = "${var.title} in ${var.project_id}: ${replace(each.key, "-", " ")}"
    content   = "${each.value.summary} What to do: ${var.alerts.runbook_url}#${each.key}"
    mime_type = "text/markdown"

    links {
      display_name = "Runbook"
      url          = "${var.alerts.runbook_url}#${each.key}"
    }
  }
}

resource "google_monitoring_notification_channel" "email" {
  for_each = var.alerts.enabled ? var.alerts.emails : toset([])

  project      = var.project_id
  display_name = "${var.title}: ${each.key}"
  type         = "email"

  # Policies that name it are changed after it is deleted.
  force_delete = true

  labels = {
    email_address = each.key
  }
}
