variable "backfill" {
  description = <<-EOT
    Makes what `./segue plan` and `./segue backfill` need to run on Dataflow, in `region`. `operators` may run them (such as `group:data@example.com`).
    Their files are in a bucket of their own, in `location`, by default `region`, and are deleted after `keep_days`. They hold ids of users.
    With a `network` or a `subnetwork` (`regions/REGION/subnetworks/NAME`) of yours, which needs Private Google Access, workers have no public addresses.
    Null: nothing of that.
  EOT
  type = object({
    keep_days   = optional(number, 7)
    location    = optional(string)
    max_workers = optional(number, 10)
    network     = optional(string)
    operators   = optional(set(string), [])
    subnetwork  = optional(string)
  })
  default = null

  validation {
    condition     = var.backfill == null || try(var.backfill.keep_days >= 3 && floor(var.backfill.keep_days) == var.backfill.keep_days, false)
    error_message = "backfill.keep_days is ${try(var.backfill.keep_days, "null")}; allowed is a whole number from 3 on, or a job could lose its files."
  }

  validation {
    condition     = try(var.backfill.location, null) == null || can(regex("^([a-z]+-[a-z]+[0-9]+|[A-Z]{2,4}[0-9]?)$", var.backfill.location))
    error_message = "backfill.location is '${coalesce(try(var.backfill.location, null), "null")}'; allowed is a location of Cloud Storage, such as 'europe-west1', 'EU' or 'EUR4'."
  }

  validation {
    condition     = var.backfill == null || try(var.backfill.max_workers >= 1 && var.backfill.max_workers <= 1000 && floor(var.backfill.max_workers) == var.backfill.max_workers, false)
    error_message = "backfill.max_workers is ${try(var.backfill.max_workers, "null")}; allowed is a whole number from 1 to 1000."
  }

  validation {
    condition     = try(var.backfill.network, null) == null || can(regex("^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$", var.backfill.network))
    error_message = "backfill.network is '${coalesce(try(var.backfill.network, null), "null")}'; allowed is the name of a network."
  }

  validation {
    condition     = alltrue([for it in try(var.backfill.operators, []) : can(regex("^(user|group|serviceAccount|domain|principal|principalSet):.+$", it))])
    error_message = "backfill.operators has '${join("', '", [for it in try(var.backfill.operators, []) : it if !can(regex("^(user|group|serviceAccount|domain|principal|principalSet):.+$", it))])}'; allowed are members such as 'group:data@example.com', and nobody who is anonymous."
  }

  validation {
    condition     = try(var.backfill.subnetwork, null) == null || can(regex("^(https://www\\.googleapis\\.com/compute/v1/projects/[a-z0-9.:-]+/)?regions/${var.region}/subnetworks/[a-z][a-z0-9-]*$", var.backfill.subnetwork))
    error_message = "backfill.subnetwork is '${coalesce(try(var.backfill.subnetwork, null), "null")}'; allowed is 'regions/${var.region}/subnetworks/NAME', before which may stand 'https://www.googleapis.com/compute/v1/projects/PROJECT/' for a shared one."
  }
}
