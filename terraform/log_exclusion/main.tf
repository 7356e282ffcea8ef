locals {
  # From an image it is called this with `-run` behind. Both are meant, whichever was named: one follows the other.
  service      = trimsuffix(var.service, "-run")
  segment_user = trimsuffix(coalesce(var.segment_user, "none"), "-run")
}

# Keeps FindMembers' request log, whose URLs hold user ids, out of the project's log.
resource "google_logging_project_exclusion" "main" {
  project     = var.project_id
  name        = "${local.service}-requests"
  description = "URLs of ${local.service} hold user ids and page tokens"
  filter      = "logName=\"projects/${var.project_id}/logs/run.googleapis.com%2Frequests\" AND resource.type=\"cloud_run_revision\" AND resource.labels.service_name=~\"^${local.service}(-run)?$\""
}

# SegmentUser writes a line about each delivery; a request log of successes would cost as much again. Failures stay.
resource "google_logging_project_exclusion" "segment_user" {
  count = var.segment_user == null ? 0 : 1

  project     = var.project_id
  name        = "${local.segment_user}-successes"
  description = "Successful deliveries to ${local.segment_user}, which logs them itself"
  filter      = "logName=\"projects/${var.project_id}/logs/run.googleapis.com%2Frequests\" AND resource.type=\"cloud_run_revision\" AND resource.labels.service_name=~\"^${local.segment_user}(-run)?$\" AND httpRequest.status<300"
}
