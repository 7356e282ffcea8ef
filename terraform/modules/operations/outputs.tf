output "alerts" {
  description = "Conditions of the alerts in PromQL, by name."
  value       = local.alerts
}

output "dashboard_id" {
  description = "Id of the dashboard."
  value       = google_monitoring_dashboard.main.id
}
