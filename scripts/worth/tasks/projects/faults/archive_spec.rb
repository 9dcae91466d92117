require "fileutils"
require "tmpdir"
%w[hours invoices pages projects].each { |name| require_relative "../lib/#{name}" }

RSpec.describe "archived projects" do
  around { |example| Dir.mktmpdir { |folder| (@path = File.join(folder, "projects.json")) && example.run } }

  let(:projects) { Projects.new(@path) }
  let(:pages) { Pages.new(projects) }

  before do
    projects.add(name: "Website", customer: "Lovelace")
    projects.add(name: "App", customer: "Lovelace")
    projects.add(name: "Shop", customer: "Hopper")
  end

  def names(found) = found.map(&:name)

  # As somebody sees it who comes anew.
  def shown(path = @path) = names(Pages.new(Projects.new(path)).list)

  # How often the block begins to read a file.
  def reads
    count = 0
    calls = TracePoint.new(:c_call) do |call|
      count += 1 if [File, IO].include?(call.self) && %i[binread foreach open read readlines].include?(call.method_id)
    end
    calls.enable { yield }
    count
  end

  it "are found by a search that asks for them, as the others are" do
    projects.archive(1)
    expect(names(pages.search("p", archived: true))).to eq(%w[Shop App])
    expect(names(pages.search("web", archived: true))).to eq(%w[Website])
  end

  it "are among the newest in a menu that asks for them" do
    6.times { |number| projects.add(name: "L#{number}", customer: "Lovelace") }
    [2, 8, 9].each { |id| projects.archive(id) }
    expect(names(pages.menu("Lovelace", archived: true))).to eq(%w[L5 L4 L3 L2 L1])
  end

  it "are counted on a start page that asks for them" do
    projects.archive(1)
    expect(pages.start(archived: true)).to eq("Lovelace" => 2, "Hopper" => 1)
  end

  it "take no place in the menu from others" do
    5.times { |number| projects.add(name: "L#{number}", customer: "Lovelace") }
    [7, 8].each { |id| projects.archive(id) }
    expect(names(pages.menu("Lovelace"))).to eq(%w[L2 L1 L0 App Website])
  end

  it "are gone from pages that were looked at before" do
    [pages.list, pages.search("web"), pages.menu("Lovelace"), pages.start]
    projects.archive(1)
    expect(names(pages.list)).to eq(%w[Shop App])
    expect(names(pages.search("web"))).to eq([])
    expect(names(pages.menu("Lovelace"))).to eq(%w[App])
    expect(pages.start).to eq("Lovelace" => 1, "Hopper" => 1)
  end

  it "cost a page no look into the file for each of them" do
    40.times { |number| projects.add(name: "L#{number}", customer: "Lovelace") }
    projects.archive(1)
    [-> { pages.list }, -> { pages.search("l") }, -> { pages.menu("Lovelace") }, -> { pages.start }].each do |page|
      expect(reads(&page)).to be <= 5
    end
  end

  it "what is not there cannot come back" do
    expect { projects.unarchive(99) }.to raise_error(Projects::NotFound)
  end

  it "leave an invoice as it is" do
    hours = Hours.new
    [[1, 3], [2, 5], [3, 7]].each { |id, worked| hours.add(id, "2026-05-04", worked) }
    expected = [["Website: 3 h", 270], ["App: 5 h", 450]]
    projects.archive(1)
    expect(Invoices.new(projects, hours).lines("Lovelace", "2026-05")).to eq(expected)
    projects.unarchive(1)
    expect(Invoices.new(projects, hours).lines("Lovelace", "2026-05")).to eq(expected)
  end

  it "what another program has written is not lost" do
    other = Projects.new(@path)
    other.find(1)
    projects.archive(1)
    other.add(name: "New", customer: "Hopper")
    expect(shown).to eq(%w[New Shop App])
    projects.archive(2)
    expect(shown).to eq(%w[New Shop])
  end

  it "what a caller does with a project it was given is not stored" do
    projects.find(2).name = "?"
    projects.of("Lovelace").each { |project| project.customer = "?" }
    projects.archive(3)
    expect(shown).to eq(%w[App Website])
    expect(projects.find(2).to_h).to include(name: "App", customer: "Lovelace")
  end

  it "are in the one file, with all that is known of them" do
    projects.archive(1)
    Dir.mktmpdir do |folder|
      copy = File.join(folder, "copy.json")
      FileUtils.cp(@path, copy)
      expect(shown(copy)).to eq(%w[Shop App])
      expect(Pages.new(Projects.new(copy)).show(1)).to eq("Website (Lovelace)")
    end
  end
end
