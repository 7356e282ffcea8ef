# Every name, after the prefix.
locals {
  prefix = var.name_prefix == "" ? "" : "${var.name_prefix}-"
  segue  = "${local.prefix}segue"
  title  = trimspace("Segue ${var.name_prefix}")

  # A bucket cannot move, so another region is another bucket.
  source_bucket     = "${var.project_id}-${local.segue}-${substr(sha256(var.region), 0, 6)}"
  backfill_location = coalesce(try(var.backfill.location, null), var.region)
  backfill_bucket   = "${var.project_id}-${local.segue}-backfill-${substr(sha256(local.backfill_location), 0, 6)}"

  # Defaults alone, for validations.
  default_dataset  = replace(local.segue, "-", "_")
  default_segments = replace("${local.prefix}segments", "-", "_")
  default_topic    = "${local.prefix}segment-changes"

  topic             = coalesce(var.topic.name, local.default_topic)
  dead_letter_topic = coalesce(var.dead_letter_topic, "${local.prefix}segment-dead-letters")
  topic_id          = "projects/${var.project_id}/topics/${local.topic}"
  undelivered_topic = "${local.topic}-undelivered"

  # From source and from an image functions have different names, so that both can run during a change.
  source_names = {
    find_members = "${local.segue}-find-members"
    segment_user = "${local.prefix}segment-user"
    sweep        = "${local.segue}-sweep"
  }
  service_names  = { for key, name in local.source_names : key => "${name}-run" }
  function_names = var.image == null ? local.source_names : local.service_names

  # A path, and the id of its collection, which index settings and TTL policies go by.
  segments    = coalesce(var.collections.segments, local.default_segments)
  segments_id = element(split("/", local.segments), -1)

  labels = merge({ app = "segue" }, var.name_prefix == "" ? {} : { segue = var.name_prefix }, var.labels)

  # The services that run each function.
  watched = {
    for key, name in local.source_names : key => concat(var.build_from_source ? [name] : [], var.image == null ? [] : [local.service_names[key]])
  }
}
