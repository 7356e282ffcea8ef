# Pub/Sub writes files into buckets of yours: it has to see that the bucket is there, and to write.
resource "google_storage_bucket_iam_member" "agent_reads" {
  for_each = toset([for it in local.storage_subscriptions : it.storage.bucket])

  bucket = each.key
  role   = "roles/storage.legacyBucketReader"
  member = google_project_service_identity.main["pubsub"].member
}

resource "google_storage_bucket_iam_member" "agent_writes" {
  for_each = toset([for it in local.storage_subscriptions : it.storage.bucket])

  bucket = each.key
  role   = "roles/storage.objectCreator"
  member = google_project_service_identity.main["pubsub"].member
}
