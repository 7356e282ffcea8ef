output "archive" {
  description = "Bucket and object of the source. Null without a build."
  value = var.repository_only ? null : {
    bucket = local.bucket
    object = google_storage_bucket_object.source[0].name
  }

  # A build that begins before its account's roles have spread is refused.
  depends_on = [time_sleep.grants]
}

output "grants" {
  description = "What the builder has to be granted."
  value = [for it in concat(
    [
      for it in values(local.project_grants) : {
        command   = "gcloud projects add-iam-policy-binding ${var.project_id}"
        condition = try(it.condition.expression, null)
        member    = var.builder
        on        = "projects/${var.project_id}"
        role      = it.role
      }
    ],
    [
      {
        command   = "gcloud storage buckets add-iam-policy-binding gs://${coalesce(var.bucket, var.bucket_name)}"
        condition = null
        member    = var.builder
        on        = coalesce(var.bucket, var.bucket_name)
        role      = local.bucket_role
      },
      {
        command   = "gcloud artifacts repositories add-iam-policy-binding projects/${var.project_id}/locations/${var.region}/repositories/${var.name}"
        condition = null
        member    = var.builder
        on        = "projects/${var.project_id}/locations/${var.region}/repositories/${var.name}"
        role      = local.repository_role
      },
    ],
  ) : it if !var.repository_only]
}

output "repository" {
  description = "Id of the repository of built images."
  value       = google_artifact_registry_repository.images.id
}

output "source_excludes" {
  description = "Patterns of what the archive leaves out."
  value       = local.source_excludes
}

output "source_paths" {
  description = "What the archive holds, from the repository's folder."
  value       = local.source_paths
}
