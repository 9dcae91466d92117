// @bun
var fe={move:"again"},A={move:"stop"},ut={move:"next",reason:!0,waiver:"accepted"},bt={move:"next",reason:!0,waiver:"waived"},No={move:"next",reason:!0,waiver:"overruled"},cs={move:{substitute:{other:["opus","sonnet"]}}},e=(o,t)=>({ask:o,options:t}),gr=e("stuck",{again:fe,other:cs,stop:A}),hr=e("bounded",{more:fe,again:fe,other:cs,stop:A}),so=e("stale",{again:fe,waive:bt,stop:A}),oo=e("stuck",{again:fe,other:cs,waive:bt,stop:A}),io=e("bounded",{more:fe,other:cs,waive:bt,stop:A}),pc=e("stuck",{again:fe,waive:bt,stop:A});
export{fe,A,ut,bt,No,cs,gr,hr,so,oo,io,pc};
