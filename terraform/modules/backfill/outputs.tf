output "bucket" {
  description = "The bucket for a job's files, which hold ids of users."
  value       = google_storage_bucket.main.name
}

output "commands" {
  description = "The commands `plan` and `backfill`, from the repository's folder."
  value       = local.commands
}

output "grants" {
  description = "What workers and operators have to be granted."
  value = concat(
    [
      for it in values(local.project_grants) : {
        command   = "gcloud projects add-iam-policy-binding ${var.project_id}"
        condition = try(it.condition.expression, null)
        member    = it.member
        on        = "projects/${var.project_id}"
        role      = it.role
      }
    ],
    [
      for it in values(local.bucket_grants) : {
        command   = "gcloud storage buckets add-iam-policy-binding gs://${var.bucket_name}"
        condition = null
        member    = it.member
        on        = var.bucket_name
        role      = it.role
      }
    ],
    [
      for member in values(local.members) : {
        command   = "gcloud pubsub topics add-iam-policy-binding ${var.topic}"
        condition = null
        member    = member
        on        = var.topic
        role      = "roles/pubsub.publisher"
      }
    ],
    [
      for member in var.settings.operators : {
        command   = "gcloud iam service-accounts add-iam-policy-binding ${var.account.email}"
        condition = null
        member    = member
        on        = var.account.name
        role      = "roles/iam.serviceAccountUser"
      }
    ],
  )
}
