variable "project_id" {
  description = "The project that Segue is in."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "project_id is '${var.project_id}'; allowed are 6 to 30 lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen."
  }
}

variable "segment_user" {
  description = "The service whose successful requests are not logged: `functions.segment_user` among Segue's outputs. Null to log them."
  type        = string
  default     = "segment-user"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,61}[a-z0-9]$", coalesce(var.segment_user, "none")))
    error_message = "segment_user is '${coalesce(var.segment_user, "null")}'; allowed is the name of a Cloud Run service: lower-case letters, digits and hyphens."
  }
}

variable "service" {
  description = "The service whose requests are not logged: `functions.find_members` among Segue's outputs, from source or from an image."
  type        = string
  default     = "segue-find-members"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,61}[a-z0-9]$", var.service))
    error_message = "service is '${var.service}'; allowed is the name of a Cloud Run service: lower-case letters, digits and hyphens."
  }
}
