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

  function_names = {
    find_members = "${local.segue}-find-members"
    segment_user = "${local.prefix}segment-user"
    sweep        = "${local.segue}-sweep"
  }

  collections = {
    segments = coalesce(var.collections.segments, local.default_segments)
    users    = var.collections.users
  }

  labels = merge({ app = "segue" }, var.name_prefix == "" ? {} : { segue = var.name_prefix }, var.labels)
}
