resource "google_monitoring_custom_service" "main" {
  project      = var.project_id
  service_id   = local.segue
  display_name = local.title

  depends_on = [google_project_service.main]
}

# Measured where a change is published, by whom and when ever; what is not published yet raises the
# pending age instead.
resource "google_monitoring_slo" "published" {
  project             = var.project_id
  service             = google_monitoring_custom_service.main.service_id
  slo_id              = "published"
  display_name        = "99 % of changes are published within 30 s of the write"
  goal                = 0.99
  rolling_period_days = 28

  request_based_sli {
    distribution_cut {
      distribution_filter = "metric.type = \"logging.googleapis.com/user/${google_logging_metric.published_age.name}\" AND resource.type = \"cloud_run_revision\""

      range {
        max = local.late_ms
      }
    }
  }

  depends_on = [time_sleep.metrics]
}
