// @bun
var J={move:"again"},p={move:"stop"},_e={move:"next",reason:!0,waiver:"accepted"},Ne={move:"next",reason:!0,waiver:"waived"},hr={move:"next",reason:!0,waiver:"overruled"},Gs={move:{substitute:{other:["opus","sonnet"]}}},e=(o,t)=>({ask:o,options:t}),ls=e("stuck",{again:J,other:Gs,stop:p}),Xe=e("bounded",{more:J,again:J,other:Gs,stop:p}),An=e("stale",{again:J,waive:Ne,stop:p}),Cn=e("stuck",{again:J,other:Gs,waive:Ne,stop:p}),jn=e("bounded",{more:J,other:Gs,waive:Ne,stop:p}),cc=e("stuck",{again:J,waive:Ne,stop:p});
export{J,p,_e,Ne,hr,Gs,ls,Xe,An,Cn,jn,cc};
