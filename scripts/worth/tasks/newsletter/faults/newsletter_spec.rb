require "json"
require "open3"
require "rbconfig"
require "tmpdir"
require_relative "../lib/newsletter"
require_relative "../hidden/test_mailer"

RSpec.describe Newsletter do
  around { |example| Dir.mktmpdir { |folder| (@folder = folder) && example.run } }

  let(:path) { File.join(@folder, "sent.log") }
  let(:log) { DeliveryLog.new(path) }
  let(:mailer) { TestMailer.new("b@x" => rejected) }

  def rejected(message = "550 no such user") = Mailer::Rejected.new(message)

  def newsletter(addresses = %w[a@x b@x c@x], log: self.log)
    Newsletter.new(subscribers: Subscribers.new(addresses.join("\n")), mailer: mailer, log: log)
  end

  # What bin/newsletter prints and how it ends; the body is what its mailer does with an `address`.
  def run_bin(addresses, body)
    lib = File.expand_path("../lib/mailer", __dir__)
    mailer = "require #{lib.inspect}\nclass Mailer\n  def send_mail(address, _text)\n    #{body}\n  end\nend\n"
    File.write(File.join(@folder, "server.rb"), mailer)
    File.write(File.join(@folder, "subscribers.txt"), addresses.join("\n"))
    File.write(File.join(@folder, "12.txt"), "text")
    bin = File.expand_path("../bin/newsletter", __dir__)
    output, _, status = Open3.capture3(RbConfig.ruby, "-r", "./server.rb", bin, "12.txt", chdir: @folder)
    [output, status]
  end

  # How often the block begins to read a file.
  def reads
    count = 0
    calls = TracePoint.new(:c_call) do |call|
      count += 1 if [File, IO].include?(call.self) && %i[binread foreach open read readlines].include?(call.method_id)
    end
    calls.enable { yield }
    count
  end

  it "where nobody is left the result is empty" do
    mailer.errors = {}
    newsletter.deliver("1", "text")
    result = newsletter.deliver("1", "text")
    expect([result&.sent, result&.failed]).to eq([[], []])
  end

  it "bin/newsletter prints both counts" do
    body = 'raise Mailer::Rejected, "550 no such user" if address.start_with?("bad")'
    output, = run_bin(%w[ada@x bad@x lin@x badly@x joe@x], body)
    expect(output.scan(/\d+/)).to include("3", "2")
  end

  it "bin/newsletter still fails where the server is not there" do
    _, status = run_bin(%w[ada@x lin@x], 'raise Mailer::Unavailable, "connection refused" if address == "lin@x"')
    expect(status).not_to be_success
  end

  it "an address is rejected whatever the server says of it" do
    full = Class.new(Mailer::Rejected)
    mailer.errors = { "a@x" => rejected("452 mailbox full"), "b@x" => full.new("over quota"), "c@x" => full.new("") }
    result = newsletter(%w[a@x b@x c@x d@x]).deliver("1", "text")
    expect([result.sent, result.failed]).to eq([%w[d@x], %w[a@x b@x c@x]])
  end

  it "many bad addresses in a row do not end it either" do
    bad = (1..300).map { |number| "bad#{number}@x" }
    mailer.errors = bad.to_h { |address| [address, rejected] }
    result = newsletter([*bad, "z@x"]).deliver("1", "text")
    expect([result.sent, result.failed]).to eq([%w[z@x], bad])
  end

  it "a rejected address is tried once in a delivery" do
    newsletter.deliver("1", "text")
    expect(mailer.tried).to eq(%w[a@x b@x c@x])
  end

  it "the log is not read anew for all of them after each bad address" do
    addresses = (1..30).map { |number| "#{number}@x" }
    mailer.errors = addresses.each_slice(2).to_h { |address, _| [address, rejected] }
    log.add("1", "other@x")
    # Once for each of them is as it was.
    expect(reads { newsletter(addresses).deliver("1", "text") }).to be <= 3 * addresses.size
  end

  it "an earlier result stays as it was" do
    sender = newsletter
    first = sender.deliver("1", "text")
    mailer.errors = {}
    sender.deliver("2", "text")
    expect([first.sent, first.failed]).to eq([%w[a@x c@x], %w[b@x]])
  end

  it "who got it is in the file before the next one is asked for" do
    # So that nothing is lost where the program is killed.
    seen = []
    allow(mailer).to receive(:send_mail) { seen << DeliveryLog.new(path).sent("1") }
    newsletter.deliver("1", "text")
    expect(seen).to eq([[], %w[a@x], %w[a@x b@x]])
  end

  it "what another run has sent meanwhile is not sent again" do
    mailer.errors = {}
    waiting = newsletter(log: DeliveryLog.new(path))
    waiting.deliver("0", "text")
    newsletter.deliver("1", "text")
    waiting.deliver("1", "text")
    expect(mailer.got).to eq(%w[a@x b@x c@x] * 2)
  end

  it "a log of before is understood" do
    File.write(path, [["1", "a@x"], ["0", "c@x"]].map { |line| "#{JSON.generate(line)}\n" }.join)
    result = newsletter.deliver("1", "text")
    expect([result.sent, result.failed]).to eq([%w[c@x], %w[b@x]])
  end

  it "the log names those who got it, and nobody else" do
    newsletter.deliver("1", "text")
    expect(log.sent("1")).to eq(%w[a@x c@x])
    expect(log.sent?("1", "b@x")).to be_falsey
  end
end
