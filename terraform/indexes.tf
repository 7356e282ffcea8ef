locals {
  # Firestore indexes every field unless told otherwise. Only `segment` (who is in it), `unpublished`
  # (what the sweep must drain) and `due` (whom time alone moves) are ever queried.
  unindexed_fields = {
    as_of            = "grows with time, as below"
    changed_at       = "grows with time: an index on it caps the collection at 500 writes a second"
    pending          = "an array of maps that no query can use, written with each change"
    previous_segment = "read with its document, never searched"
    reason           = "a map whose every key would be indexed, read with its document"
    revision         = "counts up in every document, never searched"
    rules            = "the same value in most documents: a hot spot in an index"
  }
}

resource "google_firestore_field" "unindexed" {
  for_each = local.unindexed_fields

  project         = var.project_id
  database        = local.database
  collection      = local.collections.segments
  deletion_policy = local.data_deletion_policy
  field           = each.key

  index_config {}

  depends_on = [google_project_service.main]
}

# A shard before each time gives this index many ends to grow at; ascending is how the sweep reads it.
resource "google_firestore_field" "due" {
  project         = var.project_id
  database        = local.database
  collection      = local.collections.segments
  deletion_policy = local.data_deletion_policy
  field           = "due"

  index_config {
    indexes {
      order       = "ASCENDING"
      query_scope = "COLLECTION"
    }
  }

  depends_on = [google_project_service.main]
}

# Tombstones go by themselves. TTL needs no index, and one on a time caps writes as above.
resource "google_firestore_field" "expires_at" {
  project         = var.project_id
  database        = local.database
  collection      = local.collections.segments
  deletion_policy = local.data_deletion_policy
  field           = "expires_at"

  index_config {}
  ttl_config {}

  depends_on = [google_project_service.main]
}
