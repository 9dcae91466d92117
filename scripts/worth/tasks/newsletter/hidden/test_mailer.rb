# Does to an address what it is told to, and notes who got a mail.
class TestMailer
  attr_reader :got, :tried
  attr_accessor :errors

  def initialize(errors = {})
    @errors = errors
    @got = []
    @tried = []
  end

  def send_mail(address, _text)
    @tried << address
    raise @errors[address] if @errors[address]

    @got << address
  end
end
