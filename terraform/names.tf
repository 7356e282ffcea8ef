# Every name that Segue gives, so that a second one in the same project can have others.
locals {
  prefix = var.name_prefix == "" ? "" : "${var.name_prefix}-"
  segue  = "${local.prefix}segue"
  title  = trimspace("Segue ${var.name_prefix}")

  # A bucket cannot move, so another region is another bucket.
  source_bucket     = "${var.project_id}-${local.segue}-${substr(sha256(var.region), 0, 6)}"
  backfill_location = coalesce(try(var.backfill.location, null), var.region)
  backfill_bucket   = "${var.project_id}-${local.segue}-backfill-${substr(sha256(local.backfill_location), 0, 6)}"

  # Apart from what may replace them, for the sake of validations.
  default_dataset  = replace(local.segue, "-", "_")
  default_segments = replace("${local.prefix}segments", "-", "_")
  default_topic    = "${local.prefix}segment-changes"

  topic             = coalesce(var.topic.name, local.default_topic)
  dead_letter_topic = coalesce(var.dead_letter_topic, "${local.prefix}segment-dead-letters")
  undelivered_topic = "${local.topic}-undelivered"

  # Of the functions from source; what runs from an image has others.
  source_names = {
    find_members = "${local.segue}-find-members"
    segment_user = "${local.prefix}segment-user"
    sweep        = "${local.segue}-sweep"
  }
  # Each way has names of its own, so that both can be there during a change.
  service_names  = { for key, name in local.source_names : key => "${name}-run" }
  function_names = var.image == null ? local.source_names : local.service_names

  collections = {
    segments = coalesce(var.collections.segments, local.default_segments)
    users    = var.collections.users
  }

  labels = merge({ app = "segue" }, var.name_prefix == "" ? {} : { segue = var.name_prefix }, var.labels)
}
